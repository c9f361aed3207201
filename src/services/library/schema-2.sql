-- Version 2 of the ledger: what is given up stays given up, the video of a ready task may be fetched once more, and waiting
-- tasks stand in a line.
ALTER TABLE tasks ADD COLUMN held INTEGER NOT NULL DEFAULT 0;  -- 0, 1: not to be sent until it is released
ALTER TABLE tasks ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;  -- the lowest is sent first

DROP TRIGGER final_tasks_never_change;

-- Whatever asks for it: what is at its end stays as it is.
CREATE TRIGGER final_tasks_never_change BEFORE UPDATE ON tasks
WHEN old.stage IN ('refused', 'failed', 'cancelled', 'dismissed')
BEGIN
    SELECT RAISE(ABORT, 'a task at its end never changes');
END;

-- A ready task stays ready, with the same order and the same task at the provider. What is known of its video
-- (stage_data) may change: the file may be gone, and come again. So may what the provider said last (units, request_id).
CREATE TRIGGER ready_tasks_stay_ready BEFORE UPDATE OF
    id, external_id, door, title, portrait_kind, portrait_id, portrait_name, portrait_format, portrait_link, voice_kind,
    voice_id, voice_name, voice_format, voice_length_ns, voice_link, direction, mode, callback_url, price_seconds,
    price_length_known, price_per_second, price_total, created_at, sent_at, finished_at, destination, stage, task_id,
    held, turn
ON tasks
WHEN old.stage = 'ready'
BEGIN
    SELECT RAISE(ABORT, 'a task at its end never changes');
END;
