namespace Gan.Acceptance.Tests.Hostile;

/// <summary>Where in a file a mutation may aim: bytes anywhere, or what a reader parses, so that it gets past checksums
/// and lengths.</summary>
internal enum Layer
{
    /// <summary>Any bytes.</summary>
    Bytes,

    /// <summary>The whole file is JSON.</summary>
    Json,

    /// <summary>The JSON header of a safetensors file, whose length is then put right.</summary>
    SafetensorsHeader,

    /// <summary>What a gzip file holds; it is packed again.</summary>
    Unpacked,

    /// <summary>The pickle in a .pth file; the archive around it is made anew, with the right checksum.</summary>
    Pickle,

    /// <summary>Numbers in text, such as CSV or the header of an npy file.</summary>
    Text,
}
