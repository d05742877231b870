using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Something that the parts of a batch do otherwise than the whole.</summary>
/// <param name="Problem">What it is; where it is not refused, a part of a sentence without a full stop.</param>
/// <param name="Refused">True where a batch must not be split; false where the parts are not exact.</param>
public sealed record SplitProblem(Problem Problem, bool Refused);

/// <summary>
/// Plays a game on a batch and on its parts, so that objectives of the user's own are judged by the same rule as all
/// others. Networks couple nothing meanwhile (evaluation mode).
/// </summary>
internal static class SplitTrial
{
    /// <param name="game">The game; nothing that it remembers outlives the trial.</param>
    /// <param name="setup">Settings and device.</param>
    /// <param name="subject">What is tried, at the beginning of a sentence.</param>
    /// <param name="inner">What is tried, inside a sentence.</param>
    internal static IEnumerable<SplitProblem> Of(IGame game, GameSetup setup, string subject, string inner)
    {
        using var scope = NewDisposeScope();
        using var modes = new NetworkModes([.. game.Players.Select(p => p.Network)]);
        using var exact = MixedPrecisionLayer.InFloat32(); // bfloat16 rounds what the trial looks for
        using var gradients = enable_grad();
        foreach (var player in game.Players)
        {
            player.Network.eval();
        }
        var each = 2 * setup.Settings.PackSize;
        using var random = new Generator(1, setup.Device);
        var batch = new Batch(
            randn([2 * each, .. setup.Settings.SampleShape], device: setup.Device, generator: random),
            GameRules.TrialConditions(setup.Settings, 2 * each, setup.Device),
            GameRules.TrialInput(setup.Settings, 2 * each, setup.Device, random)
        );
        using var memories = new MemoryCopies(game.Players);
        memories.Empty(); // what a running training holds is no sign of what the trial remembers
        var whole = Play(game, setup, batch, part: null, termSeed: 2);
        var remembers = game.Players.SelectMany(p => p.State.Values).Any(m => m.Values.Count > 0);
        memories.Restore();
        if (remembers)
        {
            return
            [
                new(
                    new Problem(
                        $"{subject} remembers a value of each update, which MicroBatch would split.",
                        "Leave one of the two out."
                    ),
                    Refused: true
                ),
            ];
        }
        var otherwise = Play(game, setup, batch, part: null, termSeed: 3);
        var parts = Play(game, setup, batch, each, termSeed: 2);
        foreach (var (player, value) in whole)
        {
            // another batch size adds up in another order
            if (AreSame(value, parts[player], 1e-4))
            {
                continue;
            }
            return AreSame(value, otherwise[player], 1e-6)
                ?
                [
                    new(
                        new Problem(
                            $"{subject} is no mean over samples, which MicroBatch would split.",
                            "Leave one of the two out."
                        ),
                        Refused: true
                    ),
                ]
                :
                [
                    new(
                        new Problem($"{inner} draws random numbers for a batch, and others for its parts"),
                        Refused: false
                    ),
                ];
        }
        return [];
    }

    /// <summary>Equal up to a relative tolerance; NaN is equal to itself.</summary>
    internal static bool AreSame(double a, double b, double tolerance) =>
        Math.Abs(a - b) <= tolerance * Math.Max(1e-3, Math.Abs(a)) || (double.IsNaN(a) && double.IsNaN(b));

    private static IReadOnlyDictionary<Player, double> Play(
        IGame game,
        GameSetup setup,
        Batch batch,
        int? part,
        ulong termSeed
    )
    {
        var split = setup.Settings with { Training = setup.Settings.Training with { MicroBatch = part } };
        var dry = new DryRun(batch);
        GameSession.PlayDry(game, new GameSetup(split, setup.Device), dry, termSeed);
        return dry.Values;
    }
}
