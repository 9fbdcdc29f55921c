/// The limits of format version 1: what is beyond one is an error, never a surprise.
public enum Limits {}
