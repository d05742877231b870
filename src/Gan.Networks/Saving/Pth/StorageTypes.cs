using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>How PyTorch calls the storages of each type of numbers.</summary>
internal static class StorageTypes
{
    private static readonly (string Name, ScalarType Type)[] All =
    [
        ("DoubleStorage", ScalarType.Float64),
        ("FloatStorage", ScalarType.Float32),
        ("HalfStorage", ScalarType.Float16),
        ("BFloat16Storage", ScalarType.BFloat16),
        ("LongStorage", ScalarType.Int64),
        ("IntStorage", ScalarType.Int32),
        ("ShortStorage", ScalarType.Int16),
        ("CharStorage", ScalarType.Int8),
        ("ByteStorage", ScalarType.Byte),
        ("BoolStorage", ScalarType.Bool),
    ];

    internal static ScalarType? Find(string name) =>
        Array.Find(All, one => one.Name == name) is { Name: not null } found ? found.Type : null;

    internal static string? NameOf(ScalarType type) => Array.Find(All, one => one.Type == type).Name;
}
