using Gan.Losses;

namespace Gan;

/// <summary>What the penalties of a player share.</summary>
internal static class PenaltyMemories
{
    /// <summary>Gives each penalty a memory among the player's state, named by its place and type.</summary>
    internal static IReadOnlyList<PenaltyMemory> Add(Player player, IEnumerable<object> penalties)
    {
        var memories = new List<PenaltyMemory>();
        foreach (var penalty in penalties)
        {
            var memory = new PenaltyMemory();
            player.State[$"{memories.Count}.{penalty.GetType().Name}"] = memory;
            memories.Add(memory);
        }
        return memories;
    }

    /// <summary>A context with what a discriminator has besides scores.</summary>
    internal static PenaltyContext Complete(
        this DiscriminatorNetwork discriminator,
        PenaltyContext context,
        Player player,
        PenaltyMemory memory
    ) =>
        context with
        {
            Features = samples => discriminator.Features(samples, context.Condition),
            Reconstruct = samples => discriminator.Reconstruct(samples, context.Condition),
            Auxiliary = samples => discriminator.Auxiliary(samples, context.Condition),
            Parameters = player.Parameters,
            Memory = memory,
        };
}
