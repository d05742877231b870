using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op _bce = "aten::binary_cross_entropy";
            private static readonly Op _bce_with_logits = "aten::binary_cross_entropy_with_logits";
            private static readonly Op _mse_loss = "aten::mse_loss";
            private static readonly Op _l1_loss = "aten::l1_loss";
            private static readonly Op _smooth_l1_loss = "aten::smooth_l1_loss";
            private static readonly Op _huber_loss = "aten::huber_loss";
            private static readonly Op _cross_entropy = "aten::cross_entropy_loss";
            private static readonly Op _nll_loss = "aten::nll_loss_nd";
            private static readonly Op _kl_div = "aten::kl_div";
            private static readonly Op _hinge_embedding_loss = "aten::hinge_embedding_loss";
            private static readonly Op _soft_margin_loss = "aten::soft_margin_loss";
            private static readonly Op _margin_ranking_loss = "aten::margin_ranking_loss";
            private static readonly Op _cosine_embedding_loss = "aten::cosine_embedding_loss";
            private static readonly Op _triplet_margin_loss = "aten::triplet_margin_loss";
            private static readonly Op _cosine_similarity = "aten::cosine_similarity";
            private static readonly Op _pairwise_distance = "aten::pairwise_distance";
            private const long IgnoredClass = -100; // PyTorch's default

            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                _bce.Call(input, target, weight, (long)reduction);

            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean,
                Tensor? pos_weights = null) =>
                _bce_with_logits.Call(input, target, weight, pos_weights, (long)reduction);

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                _mse_loss.Call(input, target, (long)reduction);

            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                _l1_loss.Call(input, target, (long)reduction);

            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1) =>
                _smooth_l1_loss.Call(input, target, (long)reduction, beta);

            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean) =>
                _huber_loss.Call(input, target, (long)reduction, delta);

            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100,
                Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                _cross_entropy.Call(input, target, weight, (long)reduction, ignore_index, label_smoothing);

            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                _nll_loss.Call(input, target, weight, (long)reduction, IgnoredClass);

            /// <summary>As in TorchSharp, the target is a logarithm unless log_target is false, and Mean is over all elements.</summary>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                _kl_div.Call(input, target, (long)reduction, log_target);

            public static Tensor hinge_embedding_loss(Tensor input, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean) =>
                _hinge_embedding_loss.Call(input, target, margin, (long)reduction);

            public static Tensor soft_margin_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                _soft_margin_loss.Call(input, target, (long)reduction);

            public static Tensor margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean) =>
                _margin_ranking_loss.Call(input1, input2, target, margin, (long)reduction);

            public static Tensor cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean) =>
                _cosine_embedding_loss.Call(input1, input2, target, margin, (long)reduction);

            public static Tensor triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, double margin = 1, long p = 2, double eps = 1E-06,
                bool swap = false, Reduction reduction = Reduction.Mean) =>
                _triplet_margin_loss.Call(anchor, positive, negative, margin, (double)p, eps, swap, (long)reduction);

            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1E-08) => _cosine_similarity.Call(x1, x2, dim, eps);

            public static Tensor pairwise_distance(Tensor input1, Tensor input2, double p = 2, double eps = 1E-06, bool keepdim = false) =>
                _pairwise_distance.Call(input1, input2, p, eps, keepdim);
        }
    }
}
