using Xunit.Abstractions;

namespace Gan.Losses.Tests.Penalties;

public sealed class GradientPenaltyGradientTests(ITestOutputHelper output)
{
    public static TheoryData<int> Cases() => [.. Enumerable.Range(0, PyTorch.Penalties.Count)];

    [Theory, MemberData(nameof(Cases))]
    public void Value_and_gradients_agree_with_PyTorch_at_its_points(int index)
    {
        using var scope = NewDisposeScope();
        var expected = PyTorch.Penalties[index];
        var weights = Weights(expected);
        var points = Tensors.Make(expected.Mixed, Dtype(expected), expected.Batch);
        // Between a point and itself lies that point, whatever ε is.
        var penalty = new GradientPenalty().Penalty(
            Tensors.Context(points, points, Critics.Named(expected.Critic, weights))
        );
        penalty.backward();
        Compare(expected, "penalty", penalty, expected.Penalty, weights, expected.PenaltyGradients);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Whole_WGAN_GP_objective_agrees_with_PyTorch_from_the_same_seed(int index)
    {
        using var scope = NewDisposeScope();
        var expected = PyTorch.Penalties[index];
        var weights = Weights(expected);
        var real = Tensors.Make(expected.Real, Dtype(expected), expected.Batch);
        var fake = Tensors.Make(expected.Fake, Dtype(expected), expected.Batch);
        var context = Tensors.Context(real, fake, Critics.Named(expected.Critic, weights), expected.Seed);
        var loss = new WassersteinLoss().Discriminator(context.RealScores, context.FakeScores);
        var objective = loss + new GradientPenalty().Penalty(context);
        objective.backward();
        Compare(expected, "objective", objective, expected.Objective, weights, expected.ObjectiveGradients);
    }

    [Fact]
    public void Gradient_is_right_by_finite_differences()
    {
        using var scope = NewDisposeScope();
        var c = PyTorch.Penalties.First(p => p is { Critic: "mlp", Dtype: "float64" });
        var weights = Weights(c);
        Penalty(c, weights).backward();
        for (var k = 0; k < weights.Length; k++)
        {
            var numeric = Enumerable.Range(0, c.Weights[k].Length).Select(i => Slope(c, k, i)).ToArray();
            PyTorch.Error(weights[k].grad!.Values(), numeric).Should().BeLessThan(1e-7, $"weight {k} is one of them");
        }
    }

    private static double Slope(PenaltyCase c, int weight, int entry)
    {
        const double step = 1e-5; // balances truncation (step²) against rounding (1e-16 / step)
        double At(double shift)
        {
            var moved = c.Weights.Select(w => (double[])w.Clone()).ToArray();
            moved[weight][entry] += shift;
            return Penalty(c, Weights(c with { Weights = moved })).Value();
        }
        return (At(step) - At(-step)) / (2 * step);
    }

    private static Tensor Penalty(PenaltyCase c, Tensor[] weights) =>
        new GradientPenalty().Penalty(
            Tensors.Context(
                Tensors.Make(c.Real, Dtype(c), c.Batch),
                Tensors.Make(c.Fake, Dtype(c), c.Batch),
                Critics.Named(c.Critic, weights),
                c.Seed
            )
        );

    private static ScalarType Dtype(PenaltyCase c) => c.Dtype == "float64" ? ScalarType.Float64 : ScalarType.Float32;

    private static Tensor[] Weights(PenaltyCase c) =>
        [.. c.Weights.Zip(c.Shapes, (values, shape) => Tensors.Leaf(values, Dtype(c), shape))];

    private void Compare(
        PenaltyCase c,
        string what,
        Tensor value,
        double expected,
        Tensor[] weights,
        double[][] gradients
    )
    {
        var errors = weights.Zip(gradients, (w, g) => PyTorch.Error(w.grad!.Values(), g));
        var worst = errors.Append(PyTorch.Error([value.Value()], [expected])).Max();
        output.WriteLine($"{what} of {c.Critic}, {c.Dtype}: worst relative error {worst:e1}");
        worst.Should().BeLessThan(c.Dtype == "float64" ? 1e-12 : 1e-5);
    }
}
