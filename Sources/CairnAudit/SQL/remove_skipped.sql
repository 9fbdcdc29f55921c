DELETE FROM skipped WHERE idx = ANY ($1::bigint[])
