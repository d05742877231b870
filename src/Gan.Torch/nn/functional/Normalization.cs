using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op _batch_norm = "aten::batch_norm";
            private static readonly Op _instance_norm = "aten::instance_norm";
            private static readonly Op _layer_norm = "aten::layer_norm";
            private static readonly Op _group_norm = "aten::group_norm";
            private static readonly Op _linalg_vector_norm = "aten::linalg_vector_norm";

            public static Tensor batch_norm(Tensor input, Tensor running_mean, Tensor running_var, Tensor? weight = null, Tensor? bias = null,
                bool training = false, double momentum = 0.1, double eps = 1E-05)
            {
                if (training && input.dim() > 1 && input.numel() == input.size(1))
                    throw new ArgumentException($"batch_norm needs more than one value per channel to train, but the input is {Text.Dims(input)}.");
                return (training ? OfRows(input, running_mean, running_var, weight, bias, momentum, eps) : null)
                    ?? _batch_norm.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);
            }

            // Null where libtorch's operator computes it, or says what is wrong.
            private static Tensor? OfRows(Tensor input, Tensor? mean, Tensor? variance, Tensor? weight, Tensor? bias, double momentum, double eps)
            {
                if (input.Info is not { Dim: 2, Dtype: (long)ScalarType.Float32, DeviceType: (long)DeviceType.CPU } info) return null;
                var present = (weight is null ? 0 : 1) | (bias is null ? 0 : 2) | (mean is null ? 0 : 4) | (variance is null ? 0 : 8);
                var status = Native.gt_row_norm(input.Shared, (weight ?? input).Shared, (bias ?? input).Shared, (mean ?? input).Shared, (variance ?? input).Shared,
                    present, momentum, eps, out var result);
                Native.Check(status, "batch_norm");
                return result == 0 ? null : new Tensor(result, sizeof(float) * info.Numel);
            }

            public static Tensor instance_norm(Tensor input, Tensor? running_mean = null, Tensor? running_var = null, Tensor? weight = null,
                Tensor? bias = null, bool use_input_stats = true, double momentum = 0.1, double eps = 1E-05) =>
                _instance_norm.Call(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, true);

            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1E-05) =>
                _layer_norm.Call(input, normalized_shape, weight, bias, eps);

            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1E-05) =>
                _group_norm.Call(input, num_groups, weight, bias, eps);

            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1E-12)
            {
                using var norm = _linalg_vector_norm.Call(input, p, new[] { dim }, true);
                using var bounded = norm.clamp_min(eps);
                return input.div(bounded);
            }
        }
    }
}
