using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

internal static class ActivationCases
{
    public static Case[] All() =>
    [
        Of("functional relu", t => functional.relu(t[0])),
        Of("functional leaky relu", t => functional.leaky_relu(t[0], 0.3)),
        Of("elu", t => functional.elu(t[0], 0.7)),
        Of("selu", t => functional.selu(t[0])),
        Of("silu", t => functional.silu(t[0])),
        Of("gelu", t => functional.gelu(t[0])),
        Of("softplus", t => functional.softplus(t[0])),
        Of("softplus beta", t => functional.softplus(t[0], 2, 1.5)),
        OfMany("functional tanh sigmoid", t => [functional.tanh(t[0]), functional.sigmoid(t[0])]),
        Of("hardtanh", t => functional.hardtanh(t[0], -0.4, 0.6)),
        Of("softmax", t => functional.softmax(t[0], 1)),
        Of("log softmax", t => functional.log_softmax(t[0], 1)),
        Of("normalize", t => functional.normalize(t[0])),
        Of("cosine similarity", t => functional.cosine_similarity(t[0], t[1])),
        Of("dropout in evaluation", t => functional.dropout(t[0], 0.5, false)),
        Of("linear", t => functional.linear(t[0], t[1], t[2])),
        Of("linear without bias", t => functional.linear(t[0], t[1])),
        Of("linear in double", t => functional.linear(t[0], t[1], t[2])),
        Of("attention", t => functional.scaled_dot_product_attention(t[0], t[1], t[2])),
    ];
}
