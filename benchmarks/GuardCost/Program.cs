// What looking at every loss, gradient and weight costs, as a share of the step. The guard cannot be switched off, so
// its reads are repeated on the same networks: each round times some steps, then as many times the reads that such
// steps make. Usage: benchmarks/run.sh guard-cost [ROUNDS]
using System.Diagnostics;
using System.Globalization;
using Gan;
using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10;
using var digits = Mnist.Embedded();
var baseline = new GanBuilder()
    .WithData(digits)
    .WithTraining(new TrainingOptions { Steps = 1_000_000, BatchSize = 64 });
foreach (
    var (name, builder) in new (string, GanBuilder)[]
    {
        ("MLP of the tutorial, vanilla", baseline.WithMlp().WithVanilla()),
        ("DCGAN of 16 maps, vanilla", baseline.WithDcgan().WithVanilla()),
        ("DCGAN of 16 maps, WGAN-GP", baseline.WithDcgan().WithWgangp()),
        ("DCGAN of 64 maps, vanilla", baseline.WithDcgan(DcganOptions.Paper).WithVanilla()),
    }
)
{
    Measure(name, builder, rounds);
}

static void Measure(string name, GanBuilder builder, int rounds)
{
    using var trainer = builder.Build();
    using var steps = trainer.Steps().GetEnumerator();
    for (var i = 0; i < 5; i++)
    {
        steps.MoveNext();
    }
    var shares = new List<double>();
    var step = 0.0;
    var reads = 0.0;
    for (var round = 0; round < rounds; round++)
    {
        step = Time(() => steps.MoveNext());
        reads = Time(() => Reads(trainer));
        shares.Add(reads / step);
    }
    shares.Sort();
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: step {1000 * step:f1} ms, reads {1000 * reads:f3} ms; "
                + $"median share {100 * shares[rounds / 2]:f2} %, from {100 * shares[0]:f2} to {100 * shares[^1]:f2} %"
        )
    );
}

static double Time(Action action)
{
    var clock = Stopwatch.StartNew();
    for (var i = 0; i < 5; i++)
    {
        action();
    }
    return clock.Elapsed.TotalSeconds / 5;
}

// The reads of NumberWatch under Adam: loss and gradients in each update; all weights in one step of 64, which is left
// out. A copy, because the guard cannot be called from outside.
static void Reads(GanTrainer trainer)
{
    using var scope = NewDisposeScope();
    using var _ = no_grad();
    for (var i = 0; i < trainer.Settings.CriticSteps; i++)
    {
        Finite([.. Gradients(trainer.Context.Discriminator)]);
    }
    Finite([.. Gradients(trainer.Context.Generator)]);
}

static IEnumerable<Tensor> Gradients(nn.Module network) => network.parameters().Select(p => p.grad).OfType<Tensor>();

static void Finite(Tensor[] tensors)
{
    static Tensor Flat(Tensor t) => (t.dim() == 4 && !t.is_contiguous() ? t.permute(0, 2, 3, 1) : t).reshape(-1);
    Tensor[] small = [.. tensors.Where(t => t.numel() < 1 << 15).Select(Flat)];
    Tensor[] large = [.. tensors.Where(t => t.numel() >= 1 << 15).Select(Flat)];
    using var all = stack(large.Append(cat(small)).Select(f => f.dot(f)).ToArray())
        .to(ScalarType.Float64)
        .cpu()
        .data<double>();
    if (!Array.TrueForAll(all.ToArray(), double.IsFinite))
    {
        throw new InvalidOperationException("a number is not finite");
    }
}
