using TorchSharp.Engine;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op _leaky_relu = "aten::leaky_relu", _leaky_relu_ = "aten::leaky_relu_";
            private static readonly Op _elu = "aten::elu", _elu_ = "aten::elu_";
            private static readonly Op _celu = "aten::celu", _celu_ = "aten::celu_";
            private static readonly Op _selu = "aten::selu", _selu_ = "aten::selu_";
            private static readonly Op _silu = "aten::silu", _silu_ = "aten::silu_";
            private static readonly Op _mish = "aten::mish", _mish_ = "aten::mish_";
            private static readonly Op _hardtanh = "aten::hardtanh", _hardtanh_ = "aten::hardtanh_";
            private static readonly Op _hardsigmoid = "aten::hardsigmoid", _hardsigmoid_ = "aten::hardsigmoid_";
            private static readonly Op _hardswish = "aten::hardswish", _hardswish_ = "aten::hardswish_";
            private static readonly Op _relu6 = "aten::relu6", _relu6_ = "aten::relu6_";
            private static readonly Op _gelu = "aten::gelu", _gelu_ = "aten::gelu_";
            private static readonly Op _softplus = "aten::softplus";
            private static readonly Op _log_sigmoid = "aten::log_sigmoid";
            private static readonly Op _prelu = "aten::prelu";
            private static readonly Op _glu = "aten::glu";

            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_() : x.relu();

            public static Tensor relu6(Tensor x, bool inplace = false) => (inplace ? _relu6_ : _relu6).Call(x);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                (inplace ? _leaky_relu_ : _leaky_relu).Call(input, negative_slope);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) => (inplace ? _elu_ : _elu).Call(x, alpha, 1.0, 1.0);

            public static Tensor celu(Tensor x, double alpha, bool inplace = false) => (inplace ? _celu_ : _celu).Call(x, alpha);

            public static Tensor selu(Tensor x, bool inplace = false) => (inplace ? _selu_ : _selu).Call(x);

            public static Tensor silu(Tensor x, bool inplace = false) => (inplace ? _silu_ : _silu).Call(x);

            public static Tensor mish(Tensor x, bool inplace = false) => (inplace ? _mish_ : _mish).Call(x);

            public static Tensor gelu(Tensor x) => _gelu.Call(x);

            public static Tensor gelu(Tensor x, GELU.Approximate approximate, bool inplace = false) =>
                (inplace ? _gelu_ : _gelu).Call(x, approximate == Modules.GELU.Approximate.tanh ? "tanh" : "none");

            public static Tensor gelu(Tensor x, bool inplace) => (inplace ? _gelu_ : _gelu).Call(x);

            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_() : x.tanh();

            public static Tensor sigmoid(Tensor x) => x.sigmoid();

            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_() : x.sigmoid();

            public static Tensor logsigmoid(Tensor x) => _log_sigmoid.Call(x);

            public static Tensor hardtanh(Tensor x, double min_val = -1, double max_val = 1, bool inplace = false) =>
                (inplace ? _hardtanh_ : _hardtanh).Call(x, min_val, max_val);

            public static Tensor hardsigmoid(Tensor input, bool inplace = false) => (inplace ? _hardsigmoid_ : _hardsigmoid).Call(input);

            public static Tensor hardswish(Tensor input, bool inplace = false) => (inplace ? _hardswish_ : _hardswish).Call(input);

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => _softplus.Call(x, beta, threshold);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            public static Tensor prelu(Tensor input, Tensor weight) => _prelu.Call(input, weight);

            public static Tensor glu(Tensor input, long dim = -1) => _glu.Call(input, dim);
        }
    }
}
