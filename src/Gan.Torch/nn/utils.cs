using TorchSharp.Engine;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            private const double Tiny = 1e-6; // PyTorch's guard against a division by zero
            private static readonly Op _foreach_norm = "aten::_foreach_norm.Scalar";
            private static readonly Op _foreach_mul_ = "aten::_foreach_mul_.Scalar";
            private static readonly Op _vector_norm = "aten::linalg_vector_norm";

            /// <summary>Scales all gradients together so that their common norm is at most max_norm, and returns the norm before.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var _ = no_grad();
                using var scope = NewDisposeScope();
                var gradients = Gradients(tensors);
                if (gradients.Length == 0) return 0;
                var total = _vector_norm.Call(stack(_foreach_norm.CallList(gradients, norm_type)), norm_type).item<double>();
                var scale = max_norm / (total + Tiny);
                if (!(scale >= 1)) _foreach_mul_.CallVoid(gradients, scale); // not a number, too, goes into the gradients
                return total;
            }

            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var _ = no_grad();
                using var scope = NewDisposeScope();
                foreach (var gradient in Gradients(tensors)) gradient.clamp_(-clip_value, clip_value);
            }

            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat([.. tensors.Select(t => t.reshape(-1))]).MoveToOuterDisposeScope();
            }

            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var _ = no_grad();
                using var scope = NewDisposeScope();
                var all = tensors.ToArray();
                var needed = all.Sum(t => t.numel());
                if (vec.dim() != 1 || vec.numel() != needed)
                    throw new ArgumentException($"The parameters hold {needed} numbers, but the vector is {Text.Dims(vec)}.");
                var at = 0L;
                foreach (var parameter in all)
                {
                    parameter.copy_(vec.narrow(0, at, parameter.numel()).reshape(parameter.shape));
                    at += parameter.numel();
                }
            }

            private static Tensor[] Gradients(IEnumerable<Parameter> parameters) =>
                [.. parameters.Select(p => p.grad).Where(g => g is not null).Select(g => g!.detach())];
        }
    }
}
