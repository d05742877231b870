using Options = TorchSharp.Modules.Adam.Options;

namespace Gan.Kernels.Tests.Optimizers;

/// <summary>A step on bare memory beside algorithm 1 of Kingma and Ba 2015 (arXiv:1412.6980) in doubles.</summary>
public sealed unsafe class AdamPassTests
{
    private const int Longest = 70_001;

    private readonly Random random = new(7);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(9, 2)]
    public void Every_part_takes_the_step_of_the_paper_with_its_own_options(long number, int threads)
    {
        using var limited = new Threads(threads);
        int[] sizes = [1, 3, 17, 0, 40_000, Longest];
        Slots[] slots = [.. sizes.Select(size => new Slots(random, size))];
        var parts = new AdamPart[sizes.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            slots[i].Fill(ref parts[i], OptionsOf(i), number);
        }
        AdamPass.Run(parts);
        for (var i = 0; i < parts.Length; i++)
        {
            slots[i].ShouldHaveStepped(OptionsOf(i), number);
        }
    }

    [Fact]
    public void No_pass_is_needed_for_no_parts() => new Action(() => AdamPass.Run([])).Should().NotThrow();

    private static Options OptionsOf(int part) =>
        new()
        {
            LearningRate = 0.01 * (part + 1),
            beta1 = 0.5,
            beta2 = 0.9 + 0.01 * part,
            eps = 1e-8,
        };

    /// <summary>A parameter's memory, as it was and as a step leaves it; pinned, as parts hold addresses.</summary>
    private sealed class Slots
    {
        private readonly float[] weights;
        private readonly float[] means;
        private readonly float[] squares;
        private readonly float[] slopes;
        private readonly float[][] before;

        internal Slots(Random random, int size)
        {
            weights = Pinned(size, () => random.NextSingle() - 0.5f);
            means = Pinned(size, () => random.NextSingle() - 0.5f);
            squares = Pinned(size, random.NextSingle);
            slopes = Pinned(size, () => random.NextSingle() - 0.5f);
            before =
            [
                [.. weights],
                [.. means],
                [.. squares],
            ];
        }

        internal void Fill(ref AdamPart part, Options options, long number)
        {
            part.Weights = AddressOf(weights);
            part.Means = AddressOf(means);
            part.Squares = AddressOf(squares);
            part.Gradient = AddressOf(slopes);
            part.Count = weights.Length;
            part.Configure(options, number);
        }

        internal void ShouldHaveStepped(Options options, long number)
        {
            var beta1 = options.beta1!.Value;
            var beta2 = options.beta2!.Value;
            var far = 0.0;
            for (var i = 0; i < weights.Length; i++)
            {
                var mean = beta1 * before[1][i] + (1 - beta1) * slopes[i];
                var square = beta2 * before[2][i] + (1 - beta2) * slopes[i] * slopes[i];
                var unbiasedMean = mean / (1 - Math.Pow(beta1, number));
                var unbiasedSquare = square / (1 - Math.Pow(beta2, number));
                var step =
                    options.LearningRate!.Value * unbiasedMean / (Math.Sqrt(unbiasedSquare) + options.eps!.Value);
                far = Math.Max(far, Math.Abs(means[i] - mean));
                far = Math.Max(far, Math.Abs(squares[i] - square));
                far = Math.Max(far, Math.Abs(weights[i] - (before[0][i] - step)) / Math.Max(1, Math.Abs(step)));
            }
            far.Should().BeLessThan(1e-6, "of {0} numbers", weights.Length);
        }

        private static float[] Pinned(int size, Func<float> next)
        {
            var numbers = GC.AllocateArray<float>(size, pinned: true);
            for (var i = 0; i < size; i++)
            {
                numbers[i] = next();
            }
            return numbers;
        }

        private static float* AddressOf(float[] pinned)
        {
            fixed (float* first = pinned)
            {
                return first;
            }
        }
    }
}
