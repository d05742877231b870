using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

/// <summary>What GANs are made of, several operators deep.</summary>
internal static class CompositionCases
{
    public static Case[] All() =>
    [
        Of("critic", t => Critic(t[0], t[1], t[2])),
        Of("wgan gradient penalty", t => GradientPenalty(t[0], t[1], t[2], t[3], t[4])),
        Of("r1 penalty", t => R1(t[0], t[1], t[2])),
        Of("generator", t => Generator(t[0], t[1], t[2])),
        Of("power iteration", t => SpectrallyNormalised(t[0], t[1])),
        Of("minibatch deviation", t => (t[0].var(0, unbiased: false) + 1e-8).sqrt().mean()),
        Of("pixel norm", t => t[0] * (t[0].square().mean([1], keepdim: true) + 1e-8).rsqrt()),
        Of("modulated convolution", t => Modulated(t[0], t[1], t[2])),
    ];

    private static Tensor Critic(Tensor x, Tensor w1, Tensor w2) =>
        conv2d(leaky_relu(conv2d(x, w1, strides: [2, 2], padding: [1, 1]), 0.2), w2).mean([1, 2, 3]);

    private static Tensor GradientPenalty(Tensor real, Tensor fake, Tensor epsilon, Tensor w1, Tensor w2)
    {
        var mixed = (epsilon * real + (1 - epsilon) * fake).requires_grad_();
        var scores = Critic(mixed, w1, w2);
        var gradient = autograd.grad([scores], [mixed], [ones_like(scores)], create_graph: true, retain_graph: true)[0];
        return (gradient.flatten(1).norm(1, p: 2f) - 1).pow(2).mean() * 10;
    }

    private static Tensor R1(Tensor real, Tensor w1, Tensor w2)
    {
        var gradient = autograd.grad([Critic(real, w1, w2).sum()], [real], create_graph: true, retain_graph: true)[0];
        return gradient.square().sum([1, 2, 3]).mean() / 2;
    }

    private static Tensor Generator(Tensor z, Tensor w, Tensor up)
    {
        var hidden = batch_norm(linear(z, w).view(-1, 4, 2, 2), null!, null!, training: true);
        return tanh(conv_transpose2d(relu(hidden), up, strides: [2, 2], padding: [1, 1]));
    }

    private static Tensor SpectrallyNormalised(Tensor w, Tensor u)
    {
        var v = normalize(w.t().matmul(u), dim: 0);
        var wv = w.matmul(v);
        return w / normalize(wv, dim: 0).dot(wv);
    }

    // Weights modulated per sample and demodulated, as one grouped convolution (StyleGAN2).
    private static Tensor Modulated(Tensor x, Tensor style, Tensor w)
    {
        var weight = w.unsqueeze(0) * style.view(2, 1, 3, 1, 1);
        weight = weight * (weight.square().sum([2, 3, 4], keepdim: true) + 1e-8).rsqrt();
        return conv2d(x.reshape(1, 6, 5, 5), weight.reshape(8, 3, 3, 3), padding: [1, 1], groups: 2).view(2, 4, 5, 5);
    }
}
