using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>The judge of one of the two kinds, with its pool.</summary>
internal sealed class CycleJudge
{
    private readonly TranslationJudge judge;
    private readonly ImagePool pool;
    private readonly string name;

    internal CycleJudge(string name, GameSetup setup, CycleOptions options, IReadOnlyList<long> shape)
    {
        this.name = name;
        judge = new TranslationJudge(name, $" {name}", setup, options.Judge, shape);
        pool = new ImagePool(options.PoolSize, judge.Player);
    }

    internal DiscriminatorNetwork Network => judge.Network;

    internal Player Player => judge.Player;

    /// <summary>Keeps translations for the judge's own update of this step.</summary>
    internal void Show(Turn turn, Tensor fake) => turn.Keep(name, fake);

    /// <summary>The adversarial loss of translations into this kind.</summary>
    internal Tensor Fooled(Turn turn, Tensor fake, Tensor real) => judge.Fooled(turn, fake, () => real);

    /// <summary>The judge's update: images of its kind against translations, some of them of earlier steps.</summary>
    /// <param name="turn">The step.</param>
    /// <param name="realOf">The images of its kind.</param>
    /// <param name="stores">Whether the pool takes the translations in.</param>
    internal void Learn(Turn turn, Func<Part, Tensor> realOf, bool stores)
    {
        using var scope = NewDisposeScope();
        var fakes = turn.Value(name);
        if (stores)
        {
            fakes = pool.Exchange(fakes, turn.Random($"pool {name}"));
        }
        long at = 0;
        judge.Learn(
            turn,
            part =>
            {
                var fake = fakes.narrow(0, at, part.Count);
                at += part.Count;
                return (realOf(part), fake);
            },
            turn.Step - 1
        );
    }
}
