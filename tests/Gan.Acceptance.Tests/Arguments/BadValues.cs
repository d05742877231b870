using System.Reflection;
using Gan.Data;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Arguments;

/// <summary>What may go wrong with an argument of a type.</summary>
internal static class BadValues
{
    // Empty: another one would be read from end to end where a folder is what is asked for.
    private static readonly string Folder = Directory
        .CreateDirectory(Path.Combine(AppContext.BaseDirectory, "a-folder"))
        .FullName;

    internal static IEnumerable<(string Name, object? Value)> Of(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var nullable = Nullable.GetUnderlyingType(parameter.ParameterType) is not null;
        if (!type.IsValueType || nullable)
        {
            yield return ("null", null);
        }
        foreach (var bad in Of(type))
        {
            yield return bad;
        }
    }

    private static IEnumerable<(string Name, object? Value)> Of(Type type)
    {
        if (type == typeof(long))
        {
            return [("0", 0L), ("-1", -1L), ("least", long.MinValue), ("huge", long.MaxValue)];
        }
        if (type == typeof(int))
        {
            return [("0", 0), ("-1", -1), ("least", int.MinValue), ("huge", int.MaxValue)];
        }
        if (type == typeof(ulong))
        {
            return [("0", 0UL), ("huge", ulong.MaxValue)];
        }
        if (type == typeof(double))
        {
            return
            [
                ("0", 0.0),
                ("-1", -1.0),
                ("NaN", double.NaN),
                ("infinity", double.PositiveInfinity),
                ("-infinity", double.NegativeInfinity),
                ("huge", double.MaxValue),
            ];
        }
        if (type == typeof(string))
        {
            return
            [
                ("empty", ""),
                ("blank", " "),
                ("zero", "\0"),
                ("nowhere", "/nowhere/at/all"),
                ("a folder", Folder),
            ];
        }
        if (type == typeof(Tensor))
        {
            return Tensors();
        }
        if (type == typeof(TimeSpan))
        {
            return [("negative", TimeSpan.MinValue)];
        }
        if (type == typeof(long[]) || type == typeof(IReadOnlyList<long>))
        {
            return
            [
                ("empty", Array.Empty<long>()),
                ("negative", new long[] { 1, -1, 16 }),
                ("zeros", new long[3]),
                ("huge", new[] { 1, long.MaxValue, long.MaxValue }),
            ];
        }
        if (type == typeof(byte[]))
        {
            return [("empty", Array.Empty<byte>()), ("too many", new byte[100])];
        }
        if (type == typeof(float[,]))
        {
            return
            [
                ("empty", new float[0, 2]),
                ("no columns", new float[16, 0]),
                ("other rows", new float[3, 2]),
                (
                    "NaN",
                    new[,]
                    {
                        { float.NaN },
                    }
                ),
            ];
        }
        if (type == typeof(float[,,,]))
        {
            return
            [
                ("empty", new float[0, 1, 2, 2]),
                (
                    "NaN",
                    new[,,,]
                    {
                        {
                            {
                                { float.NaN },
                            },
                        },
                    }
                ),
            ];
        }
        if (type == typeof(Interval))
        {
            return
            [
                ("backwards", new Interval(1, 0)),
                ("NaN", new Interval(double.NaN, 1)),
                ("infinite", new Interval(0, double.PositiveInfinity)),
            ];
        }
        if (type == typeof(Range))
        {
            return [("empty", 0..0), ("backwards", 5..2), ("beyond", 3..1000)];
        }
        if (type == typeof(IDataset))
        {
            return [("points without labels", GaussianMixture.Ring(count: 16))];
        }
        if (type == typeof(ReadOnlySpan<byte>))
        {
            return [("empty", Array.Empty<byte>()), ("other size", new byte[7])];
        }
        if (type == typeof(ReadOnlySpan<float>) || type == typeof(Span<float>))
        {
            return
            [
                ("empty", Array.Empty<float>()),
                ("other size", new float[7]),
                ("NaN", new[] { float.NaN, 0, 0, 0 }),
                ("far", new[] { 1e30f, 0, 0, 0 }),
            ];
        }
        if (type == typeof(ReadOnlySpan<long>))
        {
            return
            [
                ("negative", new long[] { -1, 0 }),
                ("other size", new long[7]),
                ("huge", new[] { 0, long.MaxValue }),
            ];
        }
        if (
            type.IsGenericType
            && type.IsInterface
            && type.GetGenericArguments() is [{ IsValueType: false } one]
            && type.IsAssignableFrom(one.MakeArrayType())
        )
        {
            return [("empty", Array.CreateInstance(one, 0)), ("with a null", Array.CreateInstance(one, 1))];
        }
        if (type.IsEnum)
        {
            return [("undefined", Enum.ToObject(type, 99))];
        }
        return [];
    }

    private static IEnumerable<(string, object?)> Tensors()
    {
        var gone = ones(2);
        gone.Dispose();
        return
        [
            ("disposed", gone),
            ("no entries", zeros(0)),
            ("no rows", zeros(0, 3)),
            ("a scalar", tensor(1f)),
            ("five axes", ones([2, 3, 2, 2, 2])),
            ("other shape", ones(3, 7)),
            ("whole numbers", ones([8, 3], dtype: ScalarType.Int64)),
            ("truths", ones([8, 3], dtype: ScalarType.Bool)),
            ("NaN", full(8, 3, float.NaN)),
            ("infinite", full(8, 3, float.PositiveInfinity)),
            ("double", ones([8, 3], dtype: ScalarType.Float64)),
            ("no images", zeros(0, 1, 16, 16)),
            ("images without pixels", zeros(4, 1, 0, 0)),
            ("images of doubles", ones([4, 1, 16, 16], dtype: ScalarType.Float64)),
            ("images of bytes", ones([4, 1, 16, 16], dtype: ScalarType.Byte)),
            ("complex", ones([8, 3], dtype: ScalarType.ComplexFloat32)),
        ];
    }
}
