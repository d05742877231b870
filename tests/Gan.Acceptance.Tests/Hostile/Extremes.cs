namespace Gan.Acceptance.Tests.Hostile;

/// <summary>Values at the ends of types, and words that no file should hold where a number is.</summary>
internal static class Extremes
{
    internal static readonly long[] Integers =
    [
        0,
        1,
        -1,
        2,
        7,
        127,
        128,
        255,
        256,
        short.MaxValue,
        ushort.MaxValue,
        int.MaxValue,
        int.MinValue,
        uint.MaxValue,
        1L << 40,
        long.MaxValue,
        long.MinValue,
        long.MaxValue - 7,
    ];

    internal static readonly string[] Words =
    [
        "0",
        "-1",
        "1e308",
        "1e999",
        "-0",
        "99999999999999999999999999",
        "NaN",
        "null",
        "true",
        "\"\"",
        "\"../../../etc/passwd\"",
        "\"/dev/zero\"",
        "\"\\u0000\"",
        "[]",
        "{}",
        "4611686018427387904",
        "2147483648",
        "65536",
        "1000000000000",
        "[[1]]",
        "\"F32\"",
        "\"1\"",
    ];
}
