using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Torch.Tests.Nn;

/// <summary>The spread of initial weights, with bounds of four standard errors.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class InitSpreadTests : IDisposable
{
    private const long Out = 300, In = 200;

    private readonly IDisposable scope = NewDisposeScope();
    private readonly Tensor weight = zeros(Out, In);

    public InitSpreadTests() => manual_seed(7);

    public void Dispose() => scope.Dispose();

    private static void HasSpread(Tensor t, double mean, double deviation)
    {
        var error = 4 * deviation / Math.Sqrt(t.numel());
        t.mean().item<float>().Should().BeApproximately((float)mean, (float)error);
        t.std().item<float>().Should().BeApproximately((float)deviation, (float)error);
    }

    private static void LiesWithin(Tensor t, double low, double high)
    {
        t.min().item<float>().Should().BeGreaterThanOrEqualTo((float)low).And.BeLessThan((float)(low + 0.02 * (high - low)));
        t.max().item<float>().Should().BeLessThanOrEqualTo((float)high).And.BeGreaterThan((float)(high - 0.02 * (high - low)));
    }

    [Fact]
    public void Normal_and_uniform_fill_as_asked()
    {
        HasSpread(init.normal_(weight, 1, 0.02), 1, 0.02);
        init.uniform_(weight, -2, 3);
        LiesWithin(weight, -2, 3);
        HasSpread(weight, 0.5, 5 / Math.Sqrt(12));
    }

    [Fact]
    public void A_generator_makes_initial_weights_repeatable()
    {
        using var first = new Generator(1);
        using var second = new Generator(1);
        init.normal_(weight, generator: first).clone().allclose(init.normal_(weight, generator: second)).Should().BeTrue();
    }

    [Fact]
    public void Xavier_weighs_both_fans()
    {
        var deviation = 2 * Math.Sqrt(2.0 / (In + Out));
        HasSpread(init.xavier_normal_(weight, gain: 2), 0, deviation);
        LiesWithin(init.xavier_uniform_(weight, gain: 2), -Math.Sqrt(3) * deviation, Math.Sqrt(3) * deviation);
    }

    [Fact]
    public void Kaiming_weighs_the_fan_that_it_is_given()
    {
        HasSpread(init.kaiming_normal_(weight), 0, Math.Sqrt(2.0 / In));
        var byOutputs = init.kaiming_normal_(weight, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU);
        HasSpread(byOutputs, 0, Math.Sqrt(2.0 / Out));
        HasSpread(init.kaiming_normal_(weight, a: 0.2), 0, Math.Sqrt(2 / (1 + 0.04) / In));
        var bound = Math.Sqrt(3 * 2.0 / In);
        LiesWithin(init.kaiming_uniform_(weight), -bound, bound);
    }

    [Fact]
    public void The_fans_of_a_convolution_count_its_kernel()
    {
        var kernel = zeros(64, 32, 3, 3);
        HasSpread(init.kaiming_normal_(kernel), 0, Math.Sqrt(2.0 / (32 * 9)));
        HasSpread(init.xavier_normal_(kernel), 0, Math.Sqrt(2.0 / (32 * 9 + 64 * 9)));
    }

    [Fact]
    public void Layers_start_as_in_PyTorch()
    {
        using var linear = Linear(In, Out);
        LiesWithin(linear.weight, -1 / Math.Sqrt(In), 1 / Math.Sqrt(In));
        linear.bias!.abs().max().item<float>().Should().BeLessThanOrEqualTo((float)(1 / Math.Sqrt(In)));
        using var conv = Conv2d(32, 64, 3);
        LiesWithin(conv.weight, -1 / Math.Sqrt(32 * 9), 1 / Math.Sqrt(32 * 9));
        using var transposed = ConvTranspose2d(32, 64, 3);
        LiesWithin(transposed.weight, -1 / Math.Sqrt(64 * 9), 1 / Math.Sqrt(64 * 9));
        using var embedding = Embedding(In, Out);
        HasSpread(embedding.weight!, 0, 1);
        using var norm = BatchNorm2d(3);
        norm.weight!.data<float>().ToArray().Should().Equal(1, 1, 1);
        norm.running_var!.data<float>().ToArray().Should().Equal(1, 1, 1);
    }
}
