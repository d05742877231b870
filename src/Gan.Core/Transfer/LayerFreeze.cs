namespace Gan;

/// <summary>
/// Keeps layers at their weights for the first steps. FreezeD (Mo et al. 2020, arXiv:2002.10964) freezes the
/// discriminator's layers next to the image when a trained GAN is carried over to few new data; several of these with
/// different ends unfreeze layer by layer.
/// </summary>
/// <param name="Player">Whose layers: the name of a player, such as "discriminator" or "generator".</param>
/// <param name="Layers">A module or parameter, such as "layers" or "layers.conv0", as <c>named_parameters()</c> names
/// them, without decorators' "network.". Where several apply, a layer stays frozen until the last has ended; something
/// must be left to train.</param>
/// <param name="Until">The last step with the layers frozen, at least 1. Default: the whole training.</param>
public sealed record LayerFreeze(string Player, string Layers, long Until = long.MaxValue)
{
    /// <summary>As checkpoints have it since there were two players only.</summary>
    public override string ToString() =>
        $"LayerFreeze {{ Network = {Title(Player)}, Layers = {Layers}, Until = {Until} }}";

    internal static string Title(string player) =>
        player.Length == 0 ? "" : char.ToUpperInvariant(player[0]) + player[1..];
}
