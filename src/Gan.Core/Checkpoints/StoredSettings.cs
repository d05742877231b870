using System.Globalization;

namespace Gan;

/// <summary>What a checkpoint stores of a training's settings: the builder's, and what a game of one's own gave its
/// players itself.</summary>
internal static class StoredSettings
{
    /// <summary>The name of what the builder's settings do not say. Checkpoints from before it was stored lack
    /// it.</summary>
    internal const string Players = "players";

    internal static Dictionary<string, string> Of(GanSettings settings, IReadOnlyList<Player> players) =>
        new(settings.Describe()) { [Players] = settings.Game is null ? "none" : Describe(settings, players) };

    private static string Describe(GanSettings settings, IReadOnlyList<Player> players) =>
        InvariantText.Of(
            players,
            all =>
                string.Join("; ", all.Select(player => $"{player.Name}: {string.Join(", ", Parts(settings, player))}"))
        );

    // Settings that the builder gave are compared by their own names, once.
    private static IEnumerable<string> Parts(GanSettings settings, Player player)
    {
        var optimizer = player.Optimizer;
        var fromBuilder =
            ReferenceEquals(optimizer, settings.GeneratorOptimizer)
            || ReferenceEquals(optimizer, settings.DiscriminatorOptimizer);
        yield return fromBuilder ? "optimizer of the settings" : optimizer.Describe();
        if (player.Average is not null && player.AverageHalfLife != settings.Training.MovingAverageHalfLife)
        {
            yield return $"average by {player.AverageHalfLife?.ToString() ?? "its decay"}";
        }
        if (player.Average is not null && !player.AverageDecay.Equals(settings.Training.MovingAverageDecay))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"average {player.AverageDecay}");
        }
        if (!player.Constraints.SequenceEqual(settings.Constraints))
        {
            yield return $"constraints [{string.Join(", ", player.Constraints.Select(c => c.Describe()))}]";
        }
    }
}
