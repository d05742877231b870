namespace Gan;

/// <summary>
/// Keeps layers at their weights for the first steps. FreezeD (Mo et al. 2020, arXiv:2002.10964) freezes the discriminator's layers next to the
/// image when a trained GAN is carried over to few new data; several of these with different ends unfreeze layer by layer.
/// </summary>
/// <param name="Network">Whose layers.</param>
/// <param name="Layers">Beginning of the parameters' names, such as "layers.conv0"; "" for all. Names as <c>named_parameters()</c> has them, without decorators' "network.".</param>
/// <param name="Until">The last step with the layers frozen, at least 1. Default: the whole training.</param>
public sealed record LayerFreeze(NetworkRole Network, string Layers, long Until = long.MaxValue);
