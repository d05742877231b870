using System.CommandLine;
using Gan.Losses;
using Gan.Tool.Configuration;
using Gan.Tool.Training;

namespace Gan.Tool.Commands;

/// <summary>The options that make up a training's settings, for each command that takes them.</summary>
internal sealed class TrainingLine
{
    private readonly ConfigMap standard;

    private readonly SettingOption[] settings =
    [
        new(
            "--data",
            "data.source",
            $"What to learn from: {DataNames.Text}, a folder of pictures, or a file; left out, mnist"
        ),
        new("--size", "data.size", "Side of a folder's pictures in pixels"),
        new("--channels", "data.channels", "Channels of a folder's pictures: 1, 3 or 4"),
        new("--labels", "data.labels", "Where a folder's classes come from", ["subFolders", "file", "none"]),
        new("--mirror", "data.mirror", "Whether pictures are mirrored at random", ["true", "false"]),
        new(
            "--network",
            "networks.name",
            "Networks; left out, those that fit the data",
            ConfigParts.Names<INetworkFamily>()
        ),
        new("--loss", "loss.name", "Adversarial loss; left out, the networks' own", ConfigParts.Names<ILossChoice>()),
        new("--condition", "conditioning.name", "How labels enter the networks", ConfigParts.Names<IConditioning>()),
        new("--augment", "augmentation", "Random changes before the discriminator", ConfigParts.Names<IAugmentation>()),
        new("--minutes", "training.minutes", "Length of the training on the clock"),
        new("--steps", "training.steps", "Length of the training in generator updates"),
        new("--batch", "training.batchSize", "Samples of one update"),
        new("--seed", "training.seed", "Seed of everything random"),
        new("--device", "device", "Where to train", ["cpu", "cuda"]),
        new("--out", "out", "Folder for the results"),
        new("--name", "name", "Name of the run, behind its number"),
        new("--checkpoints", "checkpoints.folder", "Folder for checkpoints, or none"),
        new("--every", "checkpoints.every", "Steps between two checkpoints"),
    ];

    private readonly Option<string?> file = new("--config")
    {
        Description = "A file of settings, gan.yaml or gan.json",
    };
    private readonly Option<string[]> assignments = new("--set")
    {
        Description = "A setting by its path, such as training.steps=500; may be repeated",
    };

    /// <param name="command">Gets the options.</param>
    /// <param name="standard">Settings where nothing is said.</param>
    public TrainingLine(Command command, ConfigMap standard)
    {
        this.standard = standard;
        foreach (var setting in settings)
        {
            command.Add(setting);
        }
        command.Add(file);
        command.Add(assignments);
    }

    /// <summary>The settings: defaults, under the stored ones of a run, under the file, the environment, <c>--set</c>
    /// and options.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="environment">Variables by name.</param>
    /// <param name="run">The folder of a run to go on with; null for a new one.</param>
    /// <exception cref="GanConfigurationException">Lists every problem.</exception>
    public RunSettings Read(ParseResult line, System.Collections.IDictionary environment, string? run = null)
    {
        var all = run is null ? standard : standard.Under(ConfigText.ReadFile(Path.Combine(run, RunFolder.Settings)));
        all = all.Under(ConfigLayers.Of(line.GetValue(file), environment, line.GetValue(assignments) ?? []));
        foreach (var setting in settings)
        {
            all = all.Under(setting.In(line) ?? ConfigMap.Empty);
        }
        all = all.Under(Length(line));
        return ConfigBinder.Bind<RunSettings>(all);
    }

    // Minutes go before steps, so that those of a file must not outlast the steps of the line.
    private ConfigMap Length(ParseResult line)
    {
        bool IsSaid(string path) => settings.Single(setting => setting.Path == path).In(line) is not null;
        if (!IsSaid("training.steps"))
        {
            return ConfigMap.Empty;
        }
        return IsSaid("training.minutes")
            ? throw new ToolException("--minutes and --steps both say how long. Leave one of them out.")
            : ConfigMap.Of("training.minutes", new ConfigScalar("null", "--steps"));
    }
}
