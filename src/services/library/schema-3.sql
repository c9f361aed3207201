-- Version 3 of the ledger: texts that were spoken. One row is one approved order of spoken text and what became of it.
CREATE TABLE speeches (
    id           TEXT PRIMARY KEY NOT NULL,   -- our own id, a UUID
    door         TEXT NOT NULL,               -- practice, live
    text         TEXT NOT NULL,
    voice        TEXT NOT NULL,               -- the provider's id of the voice
    tongue       TEXT NOT NULL,               -- en, zh
    speed_tenths INTEGER NOT NULL,
    price        INTEGER NOT NULL,            -- millionths of a US dollar
    created_at   TEXT NOT NULL,               -- RFC 3339
    request_id   TEXT,
    forgotten    INTEGER NOT NULL,            -- 0, 1: the person wants to see it no more
    stage        TEXT NOT NULL,               -- sending, making, made, refused, failed, unknown, dismissed
    task_id      TEXT,                        -- the provider's id, once there is one
    stage_data   TEXT NOT NULL                -- what else belongs to the stage, as JSON
) STRICT;

-- Whoever asks for it, in whichever program: the same words are not sent while they are on their way or may be billed.
CREATE UNIQUE INDEX words_are_sent_once ON speeches (door, text, voice, tongue, speed_tenths)
WHERE stage IN ('sending', 'making', 'unknown');

-- What is at its end stays as it is.
CREATE TRIGGER final_speeches_never_change BEFORE UPDATE ON speeches
WHEN old.stage IN ('refused', 'failed', 'dismissed')
BEGIN
    SELECT RAISE(ABORT, 'a speech at its end never changes');
END;

-- A made voice stays made. Its sound (stage_data) may come later, and the person may want to see it no more.
CREATE TRIGGER made_speeches_stay_made BEFORE UPDATE OF
    id, door, text, voice, tongue, speed_tenths, price, created_at, request_id, stage, task_id
ON speeches
WHEN old.stage = 'made'
BEGIN
    SELECT RAISE(ABORT, 'a speech at its end never changes');
END;

-- What is sent never changes.
CREATE TRIGGER spoken_words_never_change BEFORE UPDATE OF
    id, door, text, voice, tongue, speed_tenths, price, created_at
ON speeches
BEGIN
    SELECT RAISE(ABORT, 'what was approved never changes');
END;
