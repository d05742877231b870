using BenchmarkDotNet.Attributes;
using Gan;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>Layers of the library's own DCGANs with their layout in memory, batches of 64, forwards and backwards to
/// input and weights.</summary>
public class Layers
{
    private readonly List<IDisposable> owned = [];
    private Case middle;
    private Case last;
    private Case image;
    private Case gray;
    private Tensor units = null!;
    private Tensor unitsGradient = null!;

    private readonly record struct Case(nn.Module<Tensor, Tensor> Layer, Tensor Input, Tensor Weight, Tensor Gradient);

    [GlobalSetup]
    public void Setup()
    {
        manual_seed(0);
        var tutorial = Own(
            DcganOptions.Tutorial.Generator(new NetworkSpec([1, 28, 28], DcganOptions.Tutorial.LatentSize))
        );
        var paper = Own(DcganOptions.Paper.Discriminator(new NetworkSpec([3, 64, 64], DcganOptions.Paper.LatentSize)));
        middle = Prepared(tutorial, "up1", randn(64, 256, 7, 7));
        // maps lie channels last, as the layer before leaves them
        last = Prepared(tutorial, "image", randn(64, 14, 14, 64).permute(0, 3, 1, 2));
        image = Prepared(paper, "conv0", randn(64, 3, 64, 64));
        var plain = Own(
            DcganOptions.Tutorial.Discriminator(new NetworkSpec([1, 28, 28], DcganOptions.Tutorial.LatentSize))
        );
        gray = Prepared(plain, "conv0", randn(64, 1, 28, 28));
        units = Own(randn(64, 1024).requires_grad_());
        unitsGradient = Own(randn(64, 1024));
    }

    [GlobalCleanup]
    public void Cleanup() => owned.ForEach(o => o.Dispose());

    [Benchmark(Description = "transposed convolution 5x5, 256 to 128 maps of 7x7")]
    public void TransposedMiddle() => Run(middle);

    [Benchmark(Description = "transposed convolution 5x5 stride 2, 64 maps of 14x14 to 1 of 28x28")]
    public void TransposedLast() => Run(last);

    [Benchmark(Description = "convolution 4x4 stride 2, image 3x64x64 to 64 maps")]
    public void ConvolutionOfImage() => Run(image);

    [Benchmark(Description = "convolution 5x5 stride 2, image 1x28x28 to 64 maps")]
    public void ConvolutionOfGray() => Run(gray);

    [Benchmark(Description = "dropout of 64x1024 units")]
    public void Dropout()
    {
        using var scope = NewDisposeScope();
        var kept = nn.functional.dropout(units, 0.3);
        autograd.grad([kept], [units], [unitsGradient]);
    }

    private static void Run(Case part)
    {
        using var scope = NewDisposeScope();
        var output = part.Layer.call(part.Input);
        autograd.grad([output], [part.Input, part.Weight], [part.Gradient]);
    }

    private Case Prepared(nn.Module network, string name, Tensor input)
    {
        var found = network.named_modules().Single(m => m.name.EndsWith("." + name, StringComparison.Ordinal)).module;
        var layer = (nn.Module<Tensor, Tensor>)found;
        input = Own(input.detach().requires_grad_());
        using var output = layer.call(input);
        return new(
            layer,
            input,
            layer.named_parameters().Single(p => p.name == "weight").parameter,
            Own(randn_like(output))
        );
    }

    private T Own<T>(T thing)
        where T : IDisposable
    {
        owned.Add(thing);
        return thing;
    }
}
