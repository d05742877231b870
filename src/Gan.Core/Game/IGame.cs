using Gan.Losses;

namespace Gan;

/// <summary>
/// What is played in a step: which networks learn, from what, in which order. <see cref="ClassicGame"/> is the one that
/// everybody knows; a game of your own needs this interface and nothing else (docs/adding-a-game.md). Build
/// disposes the tensors that its constructor makes, besides weights: others stand in <see cref="Player.State"/>, or are
/// taken out of the dispose scope.
/// </summary>
public interface IGame
{
    /// <summary>Who learns, in the order of play. Each has a name of its own. The list does not change.</summary>
    IReadOnlyList<Player> Players { get; }

    /// <summary>
    /// One step: calls <see cref="Turn.Update"/> for each player as often as it learns. What is random comes from the
    /// turn, and what a step hands to the next stands in <see cref="Player.State"/>, so that a resumed training goes on
    /// bit for bit. <see cref="GanBuilder.Build"/> plays a dry turn with two samples, which changes nothing.
    /// </summary>
    void Play(Turn turn);

    /// <summary>Place of a step's first batch in the order of all batches, from 0: a step reads as many as lie between
    /// its own place and the next step's. By default one batch a step.</summary>
    /// <param name="step">Number of the step, from 1.</param>
    long FirstBatch(long step) => step - 1;

    /// <summary>What stands against the game with these networks and settings, each with its remedy, before a dry turn
    /// is played; empty when all is well.</summary>
    IEnumerable<Problem> Problems(GameSetup setup) => [];

    /// <summary>What stands against measuring this while the game is played, with its remedy; empty when all is
    /// well.</summary>
    IEnumerable<Problem> Problems(IGanMetric metric) => [];

    /// <summary>
    /// The adversarial loss that the scores go into which the game reports as "score/real" and "score/fake": it tells
    /// what they mean, and whether <see cref="TrainingOptions.MicroBatch"/> can split them. By default that of the
    /// settings; null where the game has none.
    /// </summary>
    IGanLoss? AdversarialLoss(GameSetup setup) => Argument.NotNull(setup).Settings.Loss;

    /// <summary>
    /// What <see cref="TrainingOptions.MicroBatch"/> cannot split, or not exactly. By default each player's objective
    /// is tried on a batch and on its parts, in evaluation mode.
    /// </summary>
    IEnumerable<SplitProblem> SplitProblems(GameSetup setup) =>
        SplitTrial.Of(this, setup, "The game's objective", "the game's objective");

    /// <summary>Text for the head of each file of a network that a checkpoint writes. By default the plan of the
    /// settings' networks, so that <see cref="TrainedGan"/> loads a generator that
    /// <see cref="GameSetup.MakeGenerator"/> made.</summary>
    /// <param name="setup">The settings and the device.</param>
    /// <param name="step">Steps done.</param>
    IReadOnlyDictionary<string, string> FileMetadata(GameSetup setup, long step) =>
        Argument.NotNull(setup).Settings.Plan.ToMetadata(setup.Settings.DataSet, step);
}
