namespace Gan.Monitoring;

/// <summary>What onlookers ask of the players of a game.</summary>
internal static class ShownPlayers
{
    /// <summary>The players as tables list them: who makes samples first, the others in the order of play.</summary>
    public static IEnumerable<Player> GeneratorsFirst(this TrainingContext context) =>
        context.Players.OrderBy(player => player.Network is not (GeneratorNetwork or TranslatorNetwork));
}
