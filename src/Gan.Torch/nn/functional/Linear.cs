using TorchSharp.Engine;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op _linear = "aten::linear";
            private static readonly Op _bilinear = "aten::bilinear";
            private static readonly Op _dropout = "aten::dropout", _dropout_ = "aten::dropout_";
            private static readonly Op _feature_dropout = "aten::feature_dropout", _feature_dropout_ = "aten::feature_dropout_";
            private static readonly Op _alpha_dropout = "aten::alpha_dropout", _alpha_dropout_ = "aten::alpha_dropout_";
            private static readonly Op _one_hot = "aten::one_hot";

            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) =>
                Layer(input, weights, bias) ?? _linear.Call(input, weights, bias);

            // Null where libtorch's operator computes it as well, or says what is wrong.
            private static Tensor? Layer(Tensor input, Tensor weights, Tensor? bias)
            {
                if (input is null || weights is null || input.Info is not { Dim: 2, Dtype: (long)ScalarType.Float32, DeviceType: (long)DeviceType.CPU }) return null;
                Native.Check(Native.gt_linear(input.Shared, weights.Shared, (bias ?? weights).Shared, bias is null ? 0 : 1, out var result), "linear");
                return result == 0 ? null : new Tensor(result, sizeof(float) * input.size(0) * weights.size(0));
            }

            public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias = null) => _bilinear.Call(input1, input2, weight, bias);

            public static Tensor one_hot(Tensor x, long num_classes = -1) => _one_hot.Call(x, num_classes);

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                var info = input.Info;
                var own = training && p is > 0 and < 1 && info.Dtype == (long)ScalarType.Float32 && info.DeviceType == (long)DeviceType.CPU && info.Numel is > 0 and < int.MaxValue / 4;
                if (!own) return (inplace ? _dropout_ : _dropout).Call(input, p, training);
                using var mask = DropoutMask.Make(input.shape, p);
                return inplace ? input.mul_(mask) : input.mul(mask);
            }

            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                (inplace ? _feature_dropout_ : _feature_dropout).Call(input, p, training);

            public static Tensor dropout3d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                (inplace ? _feature_dropout_ : _feature_dropout).Call(input, p, training);

            public static Tensor alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
                (inplace ? _alpha_dropout_ : _alpha_dropout).Call(input, p, training);
        }
    }
}
