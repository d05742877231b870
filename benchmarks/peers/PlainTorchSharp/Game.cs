using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>One step of training: the critic's updates, then the generator's.</summary>
internal sealed class Game
{
    private readonly Adam discriminatorAdam;
    private readonly Adam generatorAdam;
    private readonly int critics;

    internal Game(string workload, double dropout = 0.3)
    {
        (Batch, Latents, Shape, critics) = workload switch
        {
            "mlp" or "start" => (64, 100, [1, 28, 28], 0),
            "ring" => (100, 2, [2], 0),
            "dcgan28" or "sample" or "epoch" => (256, 100, [1, 28, 28], 0),
            "dcgan64" => (64, 100, [3, 64, 64], 0),
            "wgangp28" => (256, 100, [1, 28, 28], 5),
            "wgangp64" => (64, 100, (long[])[3, 64, 64], 5),
            _ => throw new ArgumentException($"There is no workload '{workload}'."),
        };
        (G, D) = workload switch
        {
            "mlp" or "start" => Networks.Mlp(dropout),
            "ring" => Networks.Ring(),
            "dcgan64" => Networks.Dcgan64(norm: true),
            "wgangp64" => Networks.Dcgan64(norm: false),
            _ => Networks.Dcgan28(dropout),
        };
        var (rate, beta1, beta2) = workload switch
        {
            "mlp" or "start" or "dcgan64" => (2e-4, 0.5, 0.999),
            "ring" => (1e-4, 0.8, 0.999),
            "wgangp28" or "wgangp64" => (1e-4, 0.0, 0.9),
            _ => (1e-4, 0.9, 0.999),
        };
        discriminatorAdam = optim.Adam(D.parameters(), rate, beta1, beta2);
        generatorAdam = optim.Adam(G.parameters(), rate, beta1, beta2);
    }

    internal Sequential G { get; }

    internal Sequential D { get; }

    internal long Batch { get; }

    internal long Latents { get; }

    internal long[] Shape { get; }

    internal bool HasPenalty => critics > 0;

    /// <summary>Losses of D and G; the functions give the next batch, latents and points between real and
    /// generated.</summary>
    internal (float D, float G) Step(Func<Tensor> real, Func<Tensor> latent, Func<Tensor, Tensor, Tensor> mix)
    {
        using var scope = NewDisposeScope();
        Tensor discriminatorLoss = null!;
        for (var i = 0; i < Math.Max(1, critics); i++)
        {
            discriminatorLoss = HasPenalty
                ? UpdateCritic(real(), latent(), mix)
                : UpdateDiscriminator(real(), latent());
        }
        generatorAdam.zero_grad();
        var score = D.call(G.call(latent()));
        var generatorLoss = HasPenalty ? -score.mean() : Cross(score, ones_like(score));
        generatorLoss.backward();
        generatorAdam.step();
        return (discriminatorLoss.item<float>(), generatorLoss.item<float>());
    }

    private Tensor UpdateDiscriminator(Tensor real, Tensor latent)
    {
        discriminatorAdam.zero_grad();
        var fake = G.call(latent).detach();
        var score = D.call(real);
        var realLoss = Cross(score, ones_like(score));
        realLoss.backward();
        score = D.call(fake);
        var fakeLoss = Cross(score, zeros_like(score));
        fakeLoss.backward();
        discriminatorAdam.step();
        return realLoss.detach() + fakeLoss.detach();
    }

    private Tensor UpdateCritic(Tensor real, Tensor latent, Func<Tensor, Tensor, Tensor> mix)
    {
        using var scope = NewDisposeScope();
        discriminatorAdam.zero_grad();
        var fake = G.call(latent).detach();
        var between = mix(real, fake).requires_grad_(true);
        var loss = D.call(fake).mean() - D.call(real).mean();
        var score = D.call(between);
        var gradient = autograd.grad([score], [between], [ones_like(score)], retain_graph: true, create_graph: true)[0];
        var distance = gradient.reshape(real.shape[0], -1).norm(1) - 1;
        loss = loss + 10 * distance.square().mean();
        loss.backward();
        discriminatorAdam.step();
        return loss.detach().MoveToOuterDisposeScope();
    }

    private static Tensor Cross(Tensor score, Tensor target) =>
        functional.binary_cross_entropy_with_logits(score, target);
}
