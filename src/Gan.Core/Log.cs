using Microsoft.Extensions.Logging;

namespace Gan;

internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "Loss {Loss}. Settings in force: {Settings}")]
    internal static partial void Settings(ILogger log, string loss, string settings);

    [LoggerMessage(101, LogLevel.Information, "Training starts: generator {GeneratorParameters} parameters, discriminator {DiscriminatorParameters}, libtorch {Version}, {Threads} threads")]
    internal static partial void Start(ILogger log, long generatorParameters, long discriminatorParameters, string version, int threads);

    [LoggerMessage(102, LogLevel.Debug, "Step {Step}: D {DiscriminatorLoss:g4}, G {GeneratorLoss:g4}")]
    internal static partial void Step(ILogger log, long step, double discriminatorLoss, double generatorLoss);

    [LoggerMessage(103, LogLevel.Information, "Training ends after step {Step} of {Steps}")]
    internal static partial void End(ILogger log, long step, long steps);

    [LoggerMessage(104, LogLevel.Information, "Training was cancelled after step {Step}")]
    internal static partial void Cancelled(ILogger log, long step);

    [LoggerMessage(105, LogLevel.Information, "Training was stopped early after step {Step}: {Reason}")]
    internal static partial void Stopped(ILogger log, long step, string reason);
}
