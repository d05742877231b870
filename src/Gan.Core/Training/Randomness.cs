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

    // 7 and 8 are the Sampler's
    GeneratorPenalty = 9,
    CriticCondition = 10,
    GeneratorCondition = 11,
}

/// <summary>
/// Random numbers as a function of (seed, step, purpose) instead of a state that grows: a training resumed at step k
/// draws what the straight one drew, and no stream depends on how much another was used.
/// </summary>
/// <param name="seed">Seed of the training.</param>
/// <param name="device">Where the numbers are drawn.</param>
/// <param name="termSeed">Seed of what terms of an objective draw, to try what depends on it; null for the
/// same.</param>
internal sealed class Randomness(ulong seed, Device device, ulong? termSeed = null) : IDisposable
{
    private readonly Generator generator = new(0, device);
    private readonly Generator layers = new(0, device);
    private readonly List<Generator> terms = [];
    private readonly List<Generator> ofPieces = [];

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
    /// <param name="piece">First row of a part that draws numbers of its own; null where the parts follow one
    /// another.</param>
    /// <returns>From the number of a term of the objective, so that no term depends on what another drew.</returns>
    internal Func<int, Generator> Terms(Purpose purpose, long step, int iteration, long? piece = null)
    {
        var begun = new HashSet<int>();
        var generators = piece is null ? terms : ofPieces;
        return term =>
        {
            while (generators.Count <= term)
            {
                generators.Add(new Generator(0, device));
            }
            return begun.Add(term)
                ? generators[term].manual_seed(OfPiece(SeedOf(purpose, step, iteration, term), purpose, piece ?? 0))
                : generators[term];
        };
    }

    private long SeedOf(Purpose purpose, long step, int iteration, int term)
    {
        var first = Seed(termSeed ?? seed, purpose, step, iteration);
        return term == 0 ? first : Seed((ulong)first, purpose, term);
    }

    private static long OfPiece(long seed, Purpose purpose, long piece) =>
        piece == 0 ? seed : Seed((ulong)seed, purpose, -piece);

    /// <summary>Until the result is disposed, layers on this thread draw from this training's stream; nothing of it
    /// outlives the step.</summary>
    internal IDisposable ForLayers() => LayerStream.Use(layers);

    /// <summary>
    /// Sets the stream that layers such as dropout draw from. The library's own layers have one for each training;
    /// layers of other modules draw from libtorch's shared stream, which is repeatable as long as one training runs at
    /// a time.
    /// </summary>
    /// <param name="purpose">What for.</param>
    /// <param name="step">Number of the step.</param>
    /// <param name="iteration">Number of the discriminator update within it.</param>
    /// <param name="piece">Above 0 for a part of a batch that draws numbers of its own.</param>
    internal void SeedLayers(Purpose purpose, long step, int iteration = 0, long piece = 0)
    {
        var value = OfPiece(Seed(seed, purpose, step, iteration), purpose, piece);
        layers.manual_seed(value);
        using var alone = WeightInitialisation.Alone();
        manual_seed(value);
    }

    internal static long Seed(ulong seed, Purpose purpose, long step = 0, int iteration = 0) =>
        RandomSeed.Of(seed, (ulong)purpose, step, iteration);

    public void Dispose()
    {
        generator.Dispose();
        layers.Dispose();
        foreach (var term in terms.Concat(ofPieces))
        {
            term.Dispose();
        }
    }
}
