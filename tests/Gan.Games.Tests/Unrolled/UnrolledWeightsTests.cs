using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

public sealed class UnrolledWeightsTests
{
    [Fact]
    public void Steps_are_plain_descent_and_are_taken_back_in_the_end_with_the_buffers()
    {
        using var _ = NewDisposeScope();
        using var network = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3));
        network.train();
        var before = State(network);
        foreach (var weight in network.parameters())
        {
            weight.requires_grad = false;
        }
        using (var unrolled = new UnrolledWeights(network, CPU, seed: 1))
        {
            unrolled.Weights.Should().OnlyContain(weight => weight.requires_grad);
            var copies = unrolled.Copy();
            unrolled.Descend([.. copies.Select(copy => ones_like(copy))], rate: 0.25);
            foreach (var (weight, copy) in unrolled.Weights.Zip(copies))
            {
                (weight - (copy - 0.25)).abs().max().ToDouble().Should().BeLessThan(1e-6);
            }
            network.forward(rand(4, 2));
            State(network).Should().NotEqual(before);
            unrolled.Load(copies);
            unrolled.Rewind();
            State(network).Should().Equal(before);
            unrolled.Descend([.. copies.Select(copy => ones_like(copy))], rate: 1);
        }
        State(network).Should().Equal(before);
        network.parameters().Should().OnlyContain(weight => !weight.requires_grad, "they are frozen as they were");
    }

    [Fact]
    public void Each_pass_after_a_rewind_draws_what_the_first_drew()
    {
        using var _ = NewDisposeScope();
        using var network = new LayerDropout(0.5);
        network.train();
        var image = ones(1, 200);
        using var unrolled = new UnrolledWeights(network, CPU, seed: 1);
        var first = network.call(image);
        network.call(image).Equals(first).Should().BeFalse();
        unrolled.Rewind();
        network.call(image).Equals(first).Should().BeTrue();
    }

    private static float[] State(nn.Module network) =>
        [
            .. network
                .state_dict()
                .Values.SelectMany(tensor => tensor.detach().to(ScalarType.Float32).flatten().data<float>().ToArray()),
        ];
}
