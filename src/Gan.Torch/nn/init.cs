using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Fills tensors in place, without a gradient, and returns them.</summary>
        public static partial class init
        {
            private static readonly Op _erfinv_ = "aten::erfinv_";
            private static readonly Op _qr = "aten::linalg_qr";

            public enum FanInOut { FanIn = 0, FanOut = 1 }

            public enum NonlinearityType
            {
                Linear = 0, Conv1D = 1, Conv2D = 2, Conv3D = 3, ConvTranspose1D = 4, ConvTranspose2D = 5, ConvTranspose3D = 6,
                Sigmoid = 7, Tanh = 8, ReLU = 9, LeakyReLU = 10,
            }

            /// <summary>param is the negative slope of LeakyReLU.</summary>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + param * param)),
                _ => 1,
            };

            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                var shape = tensor.shape;
                if (shape.Length < 2) throw new ArgumentException($"Fan in and fan out need at least 2 dimensions, but the tensor is {Text.Dims(tensor)}.");
                var receptive = shape[2..].TotalSize();
                return (shape[1] * receptive, shape[0] * receptive);
            }

            public static Tensor constant_(Tensor tensor, Scalar val) => Fill(tensor, t => t.fill_(val));

            public static Tensor zeros_(Tensor tensor) => Fill(tensor, t => t.zero_());

            public static Tensor ones_(Tensor tensor) => Fill(tensor, t => t.fill_(1));

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Fill(tensor, t => t.normal_(mean, std, generator));

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Fill(tensor, t => t.uniform_(low, high, generator));

            public static Tensor xavier_normal_(Tensor tensor, double gain = 1) => normal_(tensor, 0, gain * Math.Sqrt(2.0 / FanSum(tensor)));

            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                var bound = Math.Sqrt(3) * (gain * Math.Sqrt(2.0 / FanSum(tensor)));
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor glorot_normal_(Tensor tensor, double gain = 1) => xavier_normal_(tensor, gain);

            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1) => xavier_uniform_(tensor, gain);

            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) => normal_(tensor, 0, KaimingStd(tensor, a, mode, nonlinearity));

            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var bound = Math.Sqrt(3) * KaimingStd(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor eye_(Tensor tensor) => Fill(tensor, t =>
            {
                if (t.dim() != 2) throw new ArgumentException($"An identity needs 2 dimensions, but the tensor is {Text.Dims(t)}.");
                using var identity = eye(t.size(0), t.size(1), t.dtype, t.device);
                return t.copy_(identity);
            });

            /// <summary>Draws uniformly between the normal distribution's values at a and b and inverts it.</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null) =>
                Fill(tensor, t =>
            {
                using var scope = NewDisposeScope();
                double low = NormalCdf((a - mean) / std), high = NormalCdf((b - mean) / std);
                t.uniform_(2 * low - 1, 2 * high - 1, generator);
                _erfinv_.Call(t);
                t.mul_(std * Math.Sqrt(2)).add_(mean);
                return t.clamp_(a, b).MoveToOuterDisposeScope();
            });

            /// <summary>A (semi-)orthogonal matrix of the first dimension against all others (Saxe et al. 2013).</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1) => Fill(tensor, t =>
            {
                if (t.dim() < 2) throw new ArgumentException($"An orthogonal matrix needs at least 2 dimensions, but the tensor is {Text.Dims(t)}.");
                using var scope = NewDisposeScope();
                long rows = t.size(0), columns = t.numel() / rows;
                var draws = randn(rows, columns, dtype: t.dtype, device: t.device);
                var (q, r) = _qr.Call2(rows < columns ? draws.t() : draws, "reduced");
                q = q * r.diagonal().sign(); // makes the distribution uniform
                var matrix = rows < columns ? q.t() : q;
                t.copy_(matrix.reshape(t.shape));
                return t.mul_(gain).MoveToOuterDisposeScope();
            });

            private static Tensor Fill(Tensor tensor, Func<Tensor, Tensor> inPlace)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                using var _ = no_grad();
                var filled = inPlace(tensor);
                if (!ReferenceEquals(filled, tensor)) filled.Dispose();
                return tensor;
            }

            private static double KaimingStd(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static long FanSum(Tensor tensor)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return fanIn + fanOut;
            }

            private static double NormalCdf(double x)
            {
                using var scope = NewDisposeScope();
                return 0.5 * (1 + torch.tensor(x / Math.Sqrt(2), dtype: ScalarType.Float64).erf().item<double>());
            }
        }
    }
}
