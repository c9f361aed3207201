-- Version 1 of the ledger. One row is one approved order and what became of it.
CREATE TABLE tasks (
    id                 TEXT PRIMARY KEY NOT NULL,  -- our own id, a UUID
    external_id        TEXT NOT NULL,              -- sent as external_task_id
    door               TEXT NOT NULL,              -- practice, live
    title              TEXT NOT NULL,
    portrait_kind      TEXT NOT NULL,              -- file, link
    portrait_id        TEXT,                       -- of the kept copy: SHA-256 in hexadecimal
    portrait_name      TEXT,
    portrait_format    TEXT,
    portrait_link      TEXT,
    voice_kind         TEXT NOT NULL,              -- file, link, audio_id
    voice_id           TEXT,                       -- of the kept copy
    voice_name         TEXT,
    voice_format       TEXT,
    voice_length_ns    INTEGER,
    voice_link         TEXT,                       -- the address, or the audio_id
    direction          TEXT NOT NULL,
    mode               TEXT NOT NULL,              -- std, pro
    callback_url       TEXT,
    price_seconds      INTEGER NOT NULL,
    price_length_known INTEGER NOT NULL,           -- 0, 1
    price_per_second   INTEGER NOT NULL,           -- millionths of a US dollar
    price_total        INTEGER NOT NULL,           -- millionths of a US dollar
    created_at         TEXT NOT NULL,              -- RFC 3339, as are the next two
    sent_at            TEXT,
    finished_at        TEXT,
    destination        ANY,                        -- text, or the system's own bytes where a path is not Unicode
    units              TEXT,
    request_id         TEXT,
    stage              TEXT NOT NULL,              -- waiting, uploading, submitted, processing, downloading, ready, refused, failed, unknown, cancelled
    task_id            TEXT,                       -- the provider's id, once there is one
    stage_data         TEXT NOT NULL,              -- what else belongs to the stage, as JSON
    UNIQUE (door, external_id)
) STRICT;

-- Whatever asks for it: what is at its end stays as it is.
CREATE TRIGGER final_tasks_never_change BEFORE UPDATE ON tasks
WHEN old.stage IN ('ready', 'refused', 'failed', 'cancelled')
BEGIN
    SELECT RAISE(ABORT, 'a task at its end never changes');
END;
