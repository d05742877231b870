// A loss and a penalty of your own: one record each, no registration.
using Gan;
using Gan.Losses;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

var steps = Arguments.Steps(args, 2000);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program

using var gan = new GanBuilder()
    .WithDcgan(new DcganOptions { FeatureMaps = 16, DiscriminatorNorm = DiscriminatorNorm.None })
    .WithLoss(new HingeLoss())
    .AddPenalty(new R1Penalty(Gamma: 1), every: 4)
    .WithTraining(new TrainingOptions { Steps = steps })
    .Train(new ConsoleProgress(), signals.Token);

using var samples = gan.Sample(64, seed: 1);
SampleGrid.Draw(samples).Save("out/own-loss/grid.png");
Console.WriteLine("out/own-loss/grid.png shows 64 samples.");

/// <summary>The hinge loss (Lim and Ye 2017, arXiv:1705.02894, eq. 10 and 11): D stops at a margin of 1, G goes
/// on.</summary>
public sealed record HingeLoss : IGanLoss
{
    public Tensor Discriminator(Tensor real, Tensor fake) => (1 - real).relu().mean() + (1 + fake).relu().mean();

    public Tensor Generator(Tensor fake, Func<Tensor> real) => -fake.mean();
}

/// <summary>R1 (Mescheder et al. 2018, arXiv:1801.04406, eq. 9): γ/2 · E[‖∇D(x)‖²] on real samples.</summary>
public sealed record R1Penalty(double Gamma = 10) : IPenalty
{
    public Tensor Penalty(PenaltyContext context)
    {
        var real = context.Real.detach().requires_grad_();
        var scores = context.Discriminator(real).sum();
        var gradient = autograd.grad([scores], [real], retain_graph: true, create_graph: true)[0];
        return Gamma / 2 * gradient.flatten(1).square().sum(1).mean();
    }
}
