using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Op _leaky_relu = "aten::leaky_relu";
        private static readonly Op _leaky_relu_ = "aten::leaky_relu_";
        private static readonly Op _elu = "aten::elu";
        private static readonly Op _gelu = "aten::gelu";
        private static readonly Op _selu = "aten::selu";
        private static readonly Op _silu = "aten::silu";
        private static readonly Op _hardtanh = "aten::hardtanh";
        private static readonly Op _softmax_int = "aten::softmax.int";
        private static readonly Op _log_softmax_int = "aten::log_softmax.int";
        private static readonly Op _logit = "aten::logit";
        private static readonly Op _softplus = "aten::softplus";

        public Tensor leaky_relu(Scalar negative_slope) => _leaky_relu.Call(this, negative_slope);
        public Tensor leaky_relu_(Scalar negative_slope) => _leaky_relu_.Call(this, negative_slope);
        public Tensor elu(double alpha = 1) => _elu.Call(this, alpha, 1, 1);
        public Tensor gelu() => _gelu.Call(this);
        public Tensor selu() => _selu.Call(this);
        public Tensor silu() => _silu.Call(this);
        public Tensor hardtanh(Scalar min, Scalar max) => _hardtanh.Call(this, min, max);
        public Tensor softmax(long dim, ScalarType? dtype = null) => _softmax_int.Call(this, dim, dtype);
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => _log_softmax_int.Call(this, dim, dtype);
        public Tensor logit(double? eps = null) => _logit.Call(this, eps);
        public Tensor softplus(double beta = 1, double threshold = 20) => _softplus.Call(this, beta, threshold);
    }
}
