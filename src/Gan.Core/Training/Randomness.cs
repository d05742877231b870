using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>What a stream of random numbers is for. The values are part of the seeds: never renumber.</summary>
internal enum Purpose : ulong
{
    Weights = 1,
    CriticLatent = 2,
    GeneratorLatent = 3,
    CriticLayers = 4,
    GeneratorLayers = 5,
    Penalty = 6,
    Sampling = 7,
    Labels = 8,
    GeneratorPenalty = 9,
    CriticCondition = 10,
    GeneratorCondition = 11,
}

/// <summary>
/// Random numbers as a function of (seed, step, purpose) instead of a state that grows: a training resumed at step k
/// draws what the straight one drew, and no stream depends on how much another was used.
/// </summary>
internal sealed class Randomness(ulong seed, Device device) : IDisposable
{
    /// <summary>Held while networks are made, because modules draw their first weights from libtorch's shared
    /// stream.</summary>
    internal static readonly Lock Shared = new();

    private readonly Generator generator = new(0, device);
    private readonly Generator layers = new(0, device);
    private readonly List<Generator> terms = [];

    /// <summary>The stream of a purpose in a step and critic iteration, at its beginning. Valid until the next
    /// call.</summary>
    /// <param name="purpose">What for.</param>
    /// <param name="step">Number of the step.</param>
    /// <param name="iteration">Number of the discriminator update within it.</param>
    internal Generator Stream(Purpose purpose, long step, int iteration = 0) =>
        generator.manual_seed(Seed(seed, purpose, step, iteration));

    /// <summary>
    /// The streams of an update's terms by their numbers, each seeded as <see cref="Stream"/> seeds it when it is first
    /// asked for and going on from there, so that the parts of a batch draw after one another what the whole batch
    /// would draw. Valid until the next call.
    /// </summary>
    /// <param name="purpose">What for.</param>
    /// <param name="step">Number of the step.</param>
    /// <param name="iteration">Number of the discriminator update within it.</param>
    /// <returns>From the number of a term of the objective, so that no term depends on what another drew.</returns>
    internal Func<int, Generator> Terms(Purpose purpose, long step, int iteration)
    {
        var begun = new HashSet<int>();
        return term =>
        {
            while (terms.Count <= term)
            {
                terms.Add(new Generator(0, device));
            }
            return begun.Add(term) ? terms[term].manual_seed(SeedOf(purpose, step, iteration, term)) : terms[term];
        };
    }

    private long SeedOf(Purpose purpose, long step, int iteration, int part) =>
        part == 0
            ? Seed(seed, purpose, step, iteration)
            : Seed((ulong)Seed(seed, purpose, step, iteration), purpose, part);

    /// <summary>Until the result is disposed, layers on this thread draw from this training's stream; nothing of it
    /// outlives the step.</summary>
    internal IDisposable ForLayers() => new Layers(layers);

    private sealed class Layers : IDisposable
    {
        private readonly Generator? before = LayerStream.Current;

        internal Layers(Generator stream) => LayerStream.Use(stream);

        public void Dispose() => LayerStream.Use(before);
    }

    /// <summary>
    /// Sets the stream that layers such as dropout draw from. The library's own layers have one for each training;
    /// layers of other modules draw from libtorch's shared stream, which is repeatable as long as one training runs at
    /// a time.
    /// </summary>
    internal void SeedLayers(Purpose purpose, long step, int iteration = 0)
    {
        var value = Seed(seed, purpose, step, iteration);
        layers.manual_seed(value);
        lock (Shared)
        {
            manual_seed(value);
        }
    }

    internal static long Seed(ulong seed, Purpose purpose, long step = 0, int iteration = 0) =>
        // non-negative, as PyTorch's seeds are
        (long)(Mix(Mix(Mix(seed, (ulong)purpose), (ulong)step), (ulong)iteration) >> 1);

    /// <summary>One round of SplitMix64 (Steele, Lea and Flood 2014) over the sum of state and value.</summary>
    private static ulong Mix(ulong state, ulong value)
    {
        var z = state + 0x9E3779B97F4A7C15UL * (value + 1);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    public void Dispose()
    {
        generator.Dispose();
        layers.Dispose();
        foreach (var term in terms)
        {
            term.Dispose();
        }
    }
}
