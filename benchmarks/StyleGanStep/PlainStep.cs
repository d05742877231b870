using Gan;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>The step in plain TorchSharp: a discriminator's update with R1 in each 16th, a generator's with path length
/// in each fourth, and the moving average.</summary>
internal sealed class PlainStep : IDisposable
{
    private readonly Adam generatorAdam;
    private readonly Adam discriminatorAdam;
    private readonly PlainGenerator average;
    private readonly Tensor pixels;
    private readonly long batch;
    private readonly long latents;
    private double meanLength;

    internal PlainStep(StyleGan2Options options, long side, long batch, bool grouped)
    {
        this.batch = batch;
        latents = options.LatentSize;
        var halvings = (int)Math.Log2(side / 4.0);
        long[] Maps(long image) =>
            [.. Enumerable.Range(0, halvings + 1).Select(i => Math.Min(image << i, options.MaxMaps))];
        PlainGenerator Make() =>
            new(latents, options.StyleSize, options.MappingLayers, [.. Maps(options.GeneratorMaps).Reverse()], grouped);
        Generator = Make();
        average = Make();
        Discriminator = new PlainDiscriminator(Maps(options.DiscriminatorMaps));
        generatorAdam = optim.Adam(Generator.parameters(), 0.002, 0, 0.992);
        discriminatorAdam = optim.Adam(Discriminator.parameters(), 0.00235, 0, 0.9905);
        pixels = randn(256, 3, side, side).clamp_(-1, 1);
    }

    internal PlainGenerator Generator { get; }

    internal PlainDiscriminator Discriminator { get; }

    internal void Run(int number)
    {
        using var scope = NewDisposeScope();
        var real = pixels.index_select(0, randint(0, 256, [batch], ScalarType.Int64));
        Tensor fake;
        using (no_grad())
        {
            fake = Generator.call(randn(batch, latents));
        }
        discriminatorAdam.zero_grad();
        var loss =
            functional.softplus(-Discriminator.call(real)).mean()
            + functional.softplus(Discriminator.call(fake)).mean();
        (number % 16 == 0 ? loss + 16 * Slope(real) : loss).backward();
        discriminatorAdam.step();
        Freeze(true);
        generatorAdam.zero_grad();
        loss = functional.softplus(-Discriminator.call(Generator.call(randn(batch, latents)))).mean();
        (number % 4 == 0 ? loss + 4 * PathLength() : loss).backward();
        generatorAdam.step();
        Freeze(false);
        using var none = no_grad();
        foreach (var (from, to) in Generator.parameters().Zip(average.parameters()))
        {
            to.mul_(0.998).add_(from, 0.002);
        }
    }

    private Tensor Slope(Tensor real)
    {
        var x = real.detach().requires_grad_();
        var slope = autograd.grad([Discriminator.call(x).sum()], [x], retain_graph: true, create_graph: true)[0];
        return 0.01 * slope.square().sum([1, 2, 3]).mean();
    }

    private Tensor PathLength()
    {
        var styles = Generator.Mixed(randn(batch / 2, latents));
        var images = Generator.Synthesise(styles);
        var noise = randn_like(images) / Math.Sqrt(images.size(2) * images.size(3));
        var gradient = autograd.grad([(images * noise).sum()], [styles], retain_graph: true, create_graph: true)[0];
        var lengths = gradient.square().sum(2).mean([1]).sqrt();
        meanLength += 0.01 * (lengths.detach().mean().ToDouble() - meanLength);
        return 2 * (lengths - meanLength).square().mean();
    }

    private void Freeze(bool frozen)
    {
        foreach (var parameter in Discriminator.parameters())
        {
            parameter.requires_grad = !frozen;
        }
    }

    public void Dispose()
    {
        generatorAdam.Dispose();
        discriminatorAdam.Dispose();
        Generator.Dispose();
        average.Dispose();
        Discriminator.Dispose();
        pixels.Dispose();
    }
}
