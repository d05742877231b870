using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Arguments;

/// <summary>What may go wrong with an argument of a type.</summary>
internal static class BadValues
{
    internal static IEnumerable<(string Name, object? Value)> Of(ParameterInfo parameter)
    {
        var (type, nullable) = (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType, Nullable.GetUnderlyingType(parameter.ParameterType) is not null);
        if (!type.IsValueType || nullable) yield return ("null", null);
        foreach (var bad in Of(type)) yield return bad;
    }

    private static IEnumerable<(string Name, object? Value)> Of(Type type)
    {
        if (type == typeof(long)) return [("0", 0L), ("-1", -1L), ("least", long.MinValue), ("huge", long.MaxValue)];
        if (type == typeof(int)) return [("0", 0), ("-1", -1), ("least", int.MinValue), ("huge", int.MaxValue)];
        if (type == typeof(ulong)) return [("0", 0UL), ("huge", ulong.MaxValue)];
        if (type == typeof(double)) return [("0", 0.0), ("-1", -1.0), ("NaN", double.NaN), ("infinity", double.PositiveInfinity), ("-infinity", double.NegativeInfinity), ("huge", double.MaxValue)];
        if (type == typeof(string)) return [("empty", ""), ("blank", " "), ("zero", "\0"), ("nowhere", "/nowhere/at/all"), ("a folder", Path.GetTempPath())];
        if (type == typeof(Tensor)) return Tensors();
        if (type == typeof(TimeSpan)) return [("negative", TimeSpan.MinValue)];
        if (type == typeof(long[]) || type == typeof(IReadOnlyList<long>)) return [("empty", Array.Empty<long>()), ("negative", new long[] { 1, -1, 16 }), ("zeros", new long[3]), ("huge", new[] { 1, long.MaxValue, long.MaxValue })];
        if (type == typeof(byte[])) return [("empty", Array.Empty<byte>()), ("too many", new byte[100])];
        if (type == typeof(float[,])) return [("empty", new float[0, 2]), ("no columns", new float[16, 0]), ("other rows", new float[3, 2]), ("NaN", new[,] { { float.NaN } })];
        if (type == typeof(float[,,,])) return [("empty", new float[0, 1, 2, 2]), ("NaN", new[,,,] { { { { float.NaN } } } })];
        if (type.IsEnum) return [("undefined", Enum.ToObject(type, 99))];
        return [];
    }

    private static IEnumerable<(string, object?)> Tensors()
    {
        var gone = ones(2);
        gone.Dispose();
        return
        [
            ("disposed", gone), ("no entries", zeros(0)), ("no rows", zeros(0, 3)), ("a scalar", tensor(1f)), ("five axes", ones([2, 3, 2, 2, 2])), ("other shape", ones(3, 7)), ("whole numbers", ones([8, 3], dtype: ScalarType.Int64)),
            ("truths", ones([8, 3], dtype: ScalarType.Bool)), ("NaN", full(8, 3, float.NaN)), ("infinite", full(8, 3, float.PositiveInfinity)), ("double", ones([8, 3], dtype: ScalarType.Float64)),
        ];
    }
}
