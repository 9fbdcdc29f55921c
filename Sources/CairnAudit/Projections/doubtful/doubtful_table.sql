CREATE TABLE doubtful (
  idx bigint NOT NULL, author text COLLATE "C" NOT NULL, first_idx bigint NOT NULL, last_idx bigint NOT NULL
)
