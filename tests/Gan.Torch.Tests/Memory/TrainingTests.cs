using TorchSharp;
using TorchSharp.Modules;
using Xunit.Abstractions;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Torch.Tests.Memory;

/// <summary>A small GAN, trained long enough for a leak of a few bytes a step to show.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class TrainingTests(ITestOutputHelper output)
{
    private const int Batch = 16;

    private sealed class SmallGan : IDisposable
    {
        private readonly Generator random = new(1);
        private readonly Sequential generator = Sequential(Linear(4, 16), LeakyReLU(0.2), Linear(16, 2));
        private readonly Sequential critic = Sequential(Linear(2, 16), LeakyReLU(0.2), Linear(16, 1));
        private readonly Adam generatorOptimiser, criticOptimiser;

        public SmallGan()
        {
            generatorOptimiser = optim.Adam(generator.parameters(), 1e-3, 0, 0.9);
            criticOptimiser = optim.Adam(critic.parameters(), 1e-3, 0, 0.9);
        }

        /// <summary>One critic update with gradient penalty and one generator update.</summary>
        public double Step()
        {
            using var real = randn(Batch, 2L, generator: random);
            using var z = randn(Batch, 4L, generator: random);
            Tensor fake;
            using (no_grad()) fake = generator.call(z);
            var epsilon = rand(Batch, 1L, generator: random);
            var mixed = (epsilon * real + (1 - epsilon) * fake).requires_grad_();
            var scores = critic.call(mixed);
            var gradient = autograd.grad([scores], [mixed], [ones_like(scores)], create_graph: true, retain_graph: true)[0];
            var penalty = (gradient.norm(1) - 1).square().mean() * 10;
            var loss = critic.call(fake).mean() - critic.call(real).mean() + penalty;
            criticOptimiser.zero_grad();
            loss.backward();
            criticOptimiser.step();

            generatorOptimiser.zero_grad();
            (-critic.call(generator.call(z)).mean()).backward();
            generatorOptimiser.step();
            return loss.item<float>();
        }

        public void Dispose()
        {
            generatorOptimiser.Dispose();
            criticOptimiser.Dispose();
            generator.Dispose();
            critic.Dispose();
            random.Dispose();
        }
    }

    [Fact]
    public void Twenty_thousand_steps_inside_scopes_leave_nothing_behind()
    {
        const int steps = 20_000, every = 500;
        using var gan = new SmallGan();
        var resident = new List<(double, double)>();
        var counts = new List<long>();
        using (NewDisposeScope()) gan.Step(); // the optimisers make their state in the first step
        ResidentMemory.AfterCollection();
        for (var step = 1; step <= steps; step++)
        {
            using (NewDisposeScope()) double.IsFinite(gan.Step()).Should().BeTrue();
            if (step % every != 0) continue;
            counts.Add(Tensor.TotalCount);
            if (step > steps / 4) resident.Add((step, ResidentMemory.AfterCollection()));
        }
        var slope = ResidentMemory.Slope(resident);
        output.WriteLine($"live tensors {counts.Min()} to {counts.Max()}; resident memory grows by {slope:f2} bytes a step");
        counts.Distinct().Should().HaveCount(1, "no step may leave a tensor alive");
        slope.Should().BeLessThan(100);
    }

    [Fact]
    public void Steps_without_any_scope_stay_bounded()
    {
        using var gan = new SmallGan();
        for (var step = 0; step < 200; step++) gan.Step();
        var start = ResidentMemory.AfterCollection();
        var alive = Tensor.TotalCount;
        for (var step = 0; step < 3_000; step++) gan.Step();
        output.WriteLine($"{(ResidentMemory.Bytes - start) >> 20} MB more resident, "
            + $"{Tensor.TotalCount - alive} more tensors before a collection");
        (ResidentMemory.Bytes - start).Should().BeLessThan(256 << 20);
        ResidentMemory.AfterCollection();
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(alive + 10);
    }
}
