using FluentAssertions;
using Gan.Losses;
using Xunit;
using static TorchSharp.torch;

namespace Gan.Tests.Training;

public sealed class ThreadPolicyTests
{
    private sealed record Watch : IGanLoss
    {
        internal HashSet<int> Threads { get; } = [];

        public Tensor Discriminator(Tensor real, Tensor fake)
        {
            Threads.Add(get_num_threads());
            return fake.mean() - real.mean();
        }

        public Tensor Generator(Tensor fake, Func<Tensor> real) => -fake.mean();
    }

    [DefaultThreadsTheory]
    [InlineData(16, 8, 1)]
    [InlineData(1500, 8, 1)]
    [InlineData(1500, 16, 3)]
    [InlineData(2400, 8, 3)]
    public void Small_networks_step_on_one_thread_and_others_on_all(long width, int batch, int expected)
    {
        var before = get_num_threads();
        try
        {
            set_num_threads(3);
            var watch = new Watch();
            using var trainer = Tiny.Builder()
                .WithMlp(new() { GeneratorWidths = [width, width], DiscriminatorWidths = [width] })
                .WithLoss(watch)
                .WithTraining(new TrainingOptions { Steps = 2, BatchSize = batch })
                .Build();
            watch.Threads.Clear(); // Build tries the loss
            trainer.Steps().ToList();
            watch.Threads.Should().Equal(expected);
            get_num_threads().Should().Be(3, "a training leaves the thread as it found it");
        }
        finally
        {
            set_num_threads(before);
        }
    }

    public static TheoryData<string, INetworkFamily> Families =>
        new()
        {
            {
                "mlp",
                new MlpOptions
                {
                    LatentSize = 8,
                    GeneratorWidths = [32],
                    DiscriminatorWidths = [32],
                }
            },
            {
                "dcgan",
                new DcganOptions { FeatureMaps = 16, LatentSize = 8 }
            },
            {
                "dcgan, spectral norm",
                new DcganOptions
                {
                    FeatureMaps = 16,
                    LatentSize = 8,
                    DiscriminatorNorm = DiscriminatorNorm.Spectral,
                }
            },
            {
                "resnet",
                new ResNetOptions
                {
                    LatentSize = 8,
                    GeneratorMaps = 8,
                    DiscriminatorMaps = 8,
                }
            },
        };

    [DefaultThreadsTheory, MemberData(nameof(Families))]
    public void Equal_seeds_give_equal_weights_on_one_thread_and_on_two(string name, INetworkFamily networks)
    {
        var before = get_num_threads();
        try
        {
            Trained(1, networks).Should().Equal(Trained(2, networks), name);
        }
        finally
        {
            set_num_threads(before);
        }
    }

    /// <summary>Every weight of both networks before and after a step.</summary>
    private static float[] Trained(int threads, INetworkFamily networks)
    {
        set_num_threads(threads);
        using var trainer = Tiny.Builder(Tiny.Images(16, count: 64))
            .WithNetworks(networks)
            .WithTraining(new TrainingOptions { Steps = 1, BatchSize = 32 })
            .Build();
        float[] Weights() =>
            [
                .. new nn.Module[] { trainer.Context.Generator, trainer.Context.Discriminator }
                    .SelectMany(n => n.parameters())
                    .SelectMany(p => p.detach().contiguous().data<float>().ToArray()),
            ];
        var start = Weights();
        trainer.Steps().ToList();
        return [.. start, .. Weights()];
    }
}

/// <summary>A test of the number of threads that is taken where the user has not chosen one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DefaultThreadsTheoryAttribute : TheoryAttribute
{
    public DefaultThreadsTheoryAttribute()
    {
        var chosen = Environment.GetEnvironmentVariable("OMP_NUM_THREADS");
        if (chosen is not null)
        {
            Skip = $"OMP_NUM_THREADS={chosen} is set, and it stands.";
        }
    }
}
