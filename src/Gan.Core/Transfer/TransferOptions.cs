using System.Collections.ObjectModel;

namespace Gan;

/// <summary>
/// Starts a training from saved weights. Tensors are matched by name; what another label set or resolution changes is
/// named in <see cref="Fresh"/> and starts anew.
/// </summary>
public sealed record TransferOptions
{
    /// <summary>A file of <see cref="TrainedGan.Save"/> (or any safetensors file with the generator's names) for the
    /// generator; null leaves it fresh.</summary>
    public string? Generator { get; init; }

    /// <summary>A file of <see cref="TrainedDiscriminator.Save"/> for the discriminator; null leaves it
    /// fresh.</summary>
    public string? Discriminator { get; init; }

    /// <summary>Files of weights for other players, by their names.</summary>
    public IReadOnlyDictionary<string, string> Players { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Modules and tensors that start anew where the file lacks them or has another shape, such as "score" for
    /// a new head.</summary>
    public IReadOnlyList<string> Fresh { get; init; } = [];

    /// <summary>Layers that stay as they are for a while. Works without saved weights too.</summary>
    public IReadOnlyList<LayerFreeze> Freeze { get; init; } = [];

    /// <summary>All players that are named, in any of its ways.</summary>
    internal IEnumerable<string> PlayerNames =>
        [
            .. Freeze.Select(freeze => freeze.Player),
            .. Players.Keys,
            .. Generator is null ? Array.Empty<string>() : ["generator"],
            .. Discriminator is null ? Array.Empty<string>() : ["discriminator"],
        ];

    internal string? FileOf(string player) =>
        player switch
        {
            "generator" => Generator ?? Players.GetValueOrDefault(player),
            "discriminator" => Discriminator ?? Players.GetValueOrDefault(player),
            _ => Players.GetValueOrDefault(player),
        };

    /// <inheritdoc/>
    public override string ToString() =>
        $"TransferOptions {{ Generator = {Generator ?? "none"}, Discriminator = {Discriminator ?? "none"}, "
        + string.Concat(Players.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key} = {p.Value}, "))
        + $"Fresh = [{string.Join(", ", Fresh)}], Freeze = [{InvariantText.Join(", ", Freeze)}] }}";
}
