-- Up to this index, the author has signed nothing of what stands after its last submission (see cairn.followed).
SELECT set_config('cairn.over', $1::text, false)
