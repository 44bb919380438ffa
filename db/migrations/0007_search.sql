-- One way to fold words, in the database and in the browser (src/ui/assets/fold.js): marks are dropped, Cyrillic becomes Latin,
-- letters that are written in two ways become one (đ and dj, gj and ѓ, kj and ќ), and what is neither letter nor digit divides words.
-- The collation is named, so that the same text folds alike in every database.
CREATE OR REPLACE FUNCTION fold_text(input text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT trim(regexp_replace(
    replace(replace(replace(
      translate(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
          lower(regexp_replace(normalize(input, NFD), '[\u0300-\u036f]', '', 'g') COLLATE pg_c_utf8),
          'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz'), 'ѕ', 'dz'), 'ю', 'ju'), 'я', 'ja'), 'щ', 'sc'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
        'абвгґдђеєжзиіјклмнопрстћуфхцчшыэđøłıъь',
        'abvggddeezziijklmnoprstcufhccsyedoli'),
      'dj', 'd'), 'gj', 'g'), 'kj', 'k'),
    '[^[:alnum:]]+' COLLATE pg_c_utf8, ' ', 'g'))
$$;

-- Every word that was typed must occur, whole or as the beginning of one; at most twelve. Nothing that was typed is an operator:
-- only folded letters and digits are left of it. Without any word it finds nothing.
CREATE FUNCTION search_query(input text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(string_agg(word || ':*', ' & '), '')::tsquery
  FROM (SELECT word FROM string_to_table(fold_text(left(input, 200)), ' ') WITH ORDINALITY AS typed (word, place)
        WHERE word <> '' ORDER BY place LIMIT 12) AS words
$$;

-- The texts inside a list or a map of texts.
CREATE FUNCTION texts_of(input jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(string_agg(text #>> '{}', ' '), '') FROM jsonb_path_query(input, 'strict $.**') AS text WHERE jsonb_typeof(text) = 'string'
$$;

-- What somebody looks for by heart (title, reference) weighs most, then what the record says, then long texts.
CREATE FUNCTION search_vector(named text, said text, long text DEFAULT '') RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT setweight(to_tsvector('simple'::regconfig, fold_text(named)), 'A') || setweight(to_tsvector('simple'::regconfig, fold_text(said)), 'B')
    || setweight(to_tsvector('simple'::regconfig, fold_text(left(long, 200000))), 'D')
$$;

-- A stored vector does not follow a changed function by itself: it is made anew.
ALTER TABLE follow_up_action DROP COLUMN search;
ALTER TABLE follow_up_action ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS
  (search_vector(title || ' ' || ref, description || ' ' || indicators)) STORED;
ALTER TABLE conclusion ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS
  (search_vector(title || ' ' || ref, text)) STORED;
ALTER TABLE panel ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS
  (search_vector(title || ' ' || ref || ' ' || texts_of(names), description)) STORED;
ALTER TABLE conference ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS
  (search_vector(title || ' ' || ref || ' ' || city || ' ' || texts_of(names), description || ' ' || source_title || ' ' || texts_of(themes), source_text)) STORED;
ALTER TABLE progress_update ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS
  (search_vector(title || ' ' || ref, text)) STORED;

CREATE INDEX follow_up_action_search ON follow_up_action USING gin (search);
CREATE INDEX conclusion_search ON conclusion USING gin (search);
CREATE INDEX panel_search ON panel USING gin (search);
CREATE INDEX conference_search ON conference USING gin (search);
CREATE INDEX progress_update_search ON progress_update USING gin (search);
