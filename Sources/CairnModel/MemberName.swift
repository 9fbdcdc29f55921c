/// The names of members that the rules of bodies ask for, of at most 8 bytes, each as ``JSONText/word(_:)`` gives it.
enum MemberName: UInt64 {
    case id = 0x6964
    case source = 0x736F75726365
    case type = 0x74797065
    case time = 0x74696D65
    case data = 0x64617461
    case subject = 0x7375626A656374
    case actor = 0x6163746F72
    case subjects = 0x7375626A65637473
    case assets = 0x617373657473
    case datasets = 0x6461746173657473
    case models = 0x6D6F64656C73
    case permits = 0x7065726D697473
    case consents = 0x636F6E73656E7473
    case requests = 0x7265717565737473
    case purposes = 0x707572706F736573
    case causes = 0x636175736573
}
