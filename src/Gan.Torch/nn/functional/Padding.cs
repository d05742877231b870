using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op _constant_pad_nd = "aten::constant_pad_nd";
            private static readonly Op[] _reflection_pad = ["aten::reflection_pad1d", "aten::reflection_pad2d", "aten::reflection_pad3d"];
            private static readonly Op[] _replication_pad = ["aten::replication_pad1d", "aten::replication_pad2d", "aten::replication_pad3d"];

            /// <summary>pad holds two numbers a dimension, the last dimension first.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                ArgumentNullException.ThrowIfNull(pad);
                if (mode is PaddingModes.Constant or PaddingModes.Zeros) return _constant_pad_nd.Call(input, pad, mode == PaddingModes.Zeros ? 0 : value);
                var dims = pad.Length / 2;
                if (pad.Length % 2 != 0 || dims is < 1 or > 3 || input.dim() < dims + 1)
                    throw new ArgumentException($"Padding of mode {mode} takes 2, 4 or 6 numbers for an input with as many dimensions behind its channels, "
                        + $"but got {pad.Length} for an input of {Text.Dims(input)}.");
                return mode switch
                {
                    PaddingModes.Reflect => _reflection_pad[dims - 1].Call(input, pad),
                    PaddingModes.Replicate => _replication_pad[dims - 1].Call(input, pad),
                    PaddingModes.Circular => Circular(input, pad),
                    _ => throw new ArgumentException($"{mode} is no way to pad."),
                };
            }

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad, pad], mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            // Each dimension is the end of the input, the input, and its start.
            private static Tensor Circular(Tensor input, long[] pad)
            {
                using var scope = NewDisposeScope();
                var result = input;
                for (var i = 0; i < pad.Length / 2; i++)
                {
                    long dim = input.dim() - 1 - i, before = pad[2 * i], after = pad[2 * i + 1], size = result.size((int)dim);
                    if (before < 0 || after < 0 || before > size || after > size)
                        throw new ArgumentException($"Circular padding can wrap round once at most: {before} and {after} do not fit the size {size}.");
                    result = cat([result.narrow(dim, size - before, before), result, result.narrow(dim, 0, after)], dim);
                }
                return (ReferenceEquals(result, input) ? input.alias() : result).MoveToOuterDisposeScope();
            }
        }
    }
}
