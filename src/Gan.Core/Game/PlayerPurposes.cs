using System.Text;

namespace Gan;

/// <summary>
/// What a player's update draws, as purposes of random streams. Generator and discriminator have the numbers that they
/// had when they were the only players; all others derive theirs from the name.
/// </summary>
internal readonly record struct PlayerPurposes(Purpose Latents, Purpose Layers, Purpose Penalties, Purpose Conditions)
{
    internal static PlayerPurposes Of(string player) =>
        player switch
        {
            "discriminator" => new(
                Purpose.CriticLatent,
                Purpose.CriticLayers,
                Purpose.Penalty,
                Purpose.CriticCondition
            ),
            "generator" => new(
                Purpose.GeneratorLatent,
                Purpose.GeneratorLayers,
                Purpose.GeneratorPenalty,
                Purpose.GeneratorCondition
            ),
            _ => new(
                ByName($"{player}/latents"),
                ByName($"{player}/layers"),
                ByName($"{player}/penalties"),
                ByName($"{player}/conditions")
            ),
        };

    /// <summary>The purpose of a game's own stream.</summary>
    internal static Purpose OfGame(string name) => ByName($"game/{name}");

    // FNV-1a; the highest bit keeps clear of the purposes that have numbers.
    private static Purpose ByName(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ value) * 1099511628211UL;
        }
        return (Purpose)(hash | 1UL << 63);
    }
}
