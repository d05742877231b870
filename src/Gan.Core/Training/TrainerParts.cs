using Gan.Data;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace Gan;

/// <summary>What a builder hands to a trainer.</summary>
internal sealed record TrainerParts(
    GanSettings Settings,
    Func<GameSetup, IGame> MakeGame,
    IDataset Data,
    bool OwnsData,
    Device Device,
    IReadOnlyList<Scheduled<ITrainingCallback>> Callbacks,
    IReadOnlyList<Scheduled<IGanMetric>> Metrics,
    ILoggerFactory Loggers,
    NumberGuard Guard,
    CheckpointOptions? Checkpoints
);
