CREATE TABLE correction_mark (
  idx bigint NOT NULL, target bigint NOT NULL, author text COLLATE "C" NOT NULL, target_author text COLLATE "C" NOT NULL
)
