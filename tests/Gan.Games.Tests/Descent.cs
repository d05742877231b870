using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

/// <summary>Plain gradient descent: what a step changes is its rate times the gradient.</summary>
internal sealed record GradientDescent(double Rate) : OptimizerOptions(Rate)
{
    public override bool HasMomentum => false;

    public override optim.Optimizer Create(IEnumerable<Parameter> parameters) => optim.SGD(parameters, LearningRate);
}

/// <summary>What a step of gradient descent should change, from an objective that a test writes down itself.</summary>
internal sealed class Descent(nn.Module network)
{
    private readonly List<Tensor> before = [.. network.parameters().Select(weight => weight.detach().clone())];
    private IList<Tensor> gradient = [];

    /// <summary>Takes the gradient of an objective at the weights as they are.</summary>
    internal void Expect(Tensor objective) =>
        gradient = autograd.grad([objective], [.. network.parameters()], retain_graph: true);

    /// <summary>The largest difference between the gradient that was followed and the expected one, as a share of the
    /// latter's largest entry.</summary>
    internal double Error(double rate)
    {
        var largest = gradient.Max(slope => slope.abs().max().ToDouble());
        var differences = network
            .parameters()
            .Zip(before, (now, then) => (then - now.detach()) / rate)
            .Zip(gradient, (followed, wanted) => (followed - wanted).abs().max().ToDouble());
        return differences.Max() / largest;
    }
}
