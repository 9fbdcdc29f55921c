/// Private keys as files have them; none of them is in use anywhere.
enum PrivateKeySamples {
    /// The seed 00 01 … 1f.
    static let plain = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
        -----END PRIVATE KEY-----

        """

    /// The same with a zero byte after the DER.
    static let leftOver = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fAA==
        -----END PRIVATE KEY-----

        """

    /// The same encrypted by the OpenSSL command with PBKDF2, one iteration, and the passphrase "correct".
    static let encrypted = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIGaMFYGCSqGSIb3DQEFDTBJMCgGCSqGSIb3DQEFDDAbBAgpcP0tYzZ1CgIBATAM
        BggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQjjYsBLpgY8gG2fy4FjJlSARALVbc
        dgAVn6O/slWgHBxbe/m2D5UzPOu9u8+Z/We4dlxCuFjA5L8GqVlrMzAOVpkXXpQj
        Z023UslKX32EExSTYg==
        -----END ENCRYPTED PRIVATE KEY-----

        """

    static let x25519 = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VuBCIEIFA1ByjwwKdm0LVa/29J89JigHpFSwEzFqmJrpATt+Vd
        -----END PRIVATE KEY-----

        """

    static let p256 = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgau+wlaKBGtza0fWY
        PG+jcHpdxWpfBYPaDTFXG+9FE7uhRANCAARC/X1XVkdozEBAKHGr9L0+cE0bz2xe
        B25vlw3w0G14BJbhy+9q7AURXhg+j2tjhHI9umyEfHQ+RMfY2Cjgb16I
        -----END PRIVATE KEY-----

        """
}
