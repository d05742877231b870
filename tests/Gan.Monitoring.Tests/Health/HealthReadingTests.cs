using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Monitoring.Tests.Health;

/// <summary>The measurements against closed forms and against the same sums made another way.</summary>
public sealed class HealthReadingTests
{
    [Fact]
    public void What_is_left_of_the_logistic_losses_is_their_closed_form()
    {
        var reading = Read(gan => gan, out _);
        double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
        var real = reading.RealScore;
        var fake = reading.FakeScore;
        var middle = (real + fake) / 2;
        var expected =
            Math.Sqrt(Math.Pow(Sigmoid(-real), 2) + Math.Pow(Sigmoid(fake), 2))
            / Math.Sqrt(Math.Pow(Sigmoid(-middle), 2) + Math.Pow(Sigmoid(middle), 2));
        reading.GradientLeft.Should().BeApproximately(expected, 1e-9);
        reading.GeneratorGradientLeft.Should().BeApproximately(Sigmoid(-fake) / Sigmoid(-middle), 1e-9);
    }

    [Fact]
    public void A_wasserstein_loss_never_flattens()
    {
        var reading = Read(gan => gan.WithWgangp(), out _);
        reading.GradientLeft.Should().BeApproximately(1, 1e-12);
        reading.GeneratorGradientLeft.Should().BeApproximately(1, 1e-12);
    }

    [Fact]
    public void The_norms_are_those_of_all_gradients_in_one_row()
    {
        var reading = Read(gan => gan, out var norms);
        reading.GeneratorGradient.Should().BeApproximately(norms.Generator, 1e-5 * norms.Generator);
        reading.DiscriminatorGradient.Should().BeApproximately(norms.Discriminator, 1e-5 * norms.Discriminator);
    }

    [Fact]
    public void Mean_scores_are_those_since_the_check_before()
    {
        var reports = new List<StepReport>();
        var reading = Read(gan => gan.AddCallback(new Hook((_, report) => reports.Add(report))), out _);
        reading.RealScore.Should().BeApproximately(reports.Skip(5).Average(r => r.RealScore), 1e-9);
        reading.FakeScore.Should().BeApproximately(reports.Skip(5).Average(r => r.FakeScore), 1e-9);
    }

    private static HealthReading Read(
        Func<GanBuilder, GanBuilder> change,
        out (double Generator, double Discriminator) norms
    )
    {
        using var data = GaussianMixture.Ring(count: 500);
        var monitor = new HealthMonitor(new() { CheckEvery = 5, SampleEvery = 5 });
        var seen = (Generator: 0.0, Discriminator: 0.0);
        change(Small.Gan(data, 10))
            .AddCallback(monitor)
            .AddCallback(new Hook((context, _) => seen = (Norm(context.Generator), Norm(context.Discriminator))))
            .Train()
            .Dispose();
        norms = seen;
        return monitor.Latest!;
    }

    private static double Norm(nn.Module network)
    {
        using var scope = NewDisposeScope();
        return cat(network.parameters().Select(p => p.grad!.flatten()).ToArray()).norm().ToDouble();
    }

    private sealed class Hook(Action<TrainingContext, StepReport> action) : ITrainingCallback
    {
        public void OnStep(TrainingContext context, StepReport report) => action(context, report);
    }
}
