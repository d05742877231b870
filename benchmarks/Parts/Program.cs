// Times the small parts that every step is made of, through the public API, with BenchmarkDotNet.
using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

var jobs = new Dictionary<string, Job>
{
    ["default"] = Job.Default,
    ["short"] = Job.ShortRun,
    ["dry"] = Job.Dry,
};
var filter = new Option<string[]>("--filter")
{
    Description = "Patterns, such as *Adam* or Layers.*",
    DefaultValueFactory = _ => ["*"],
    AllowMultipleArgumentsPerToken = true,
};
var job = new Option<string>("--job")
{
    Description = "short: three rounds, dry: one call",
    DefaultValueFactory = _ => "default",
}.AcceptOnlyFromAmong([.. jobs.Keys]);
var folder = new Option<string>("--out")
{
    Description = "Folder for parts.md",
    DefaultValueFactory = _ => "benchmarks/results",
};

var command = new RootCommand("Times the small parts of a training step.") { filter, job, folder };
command.SetAction(arguments =>
{
    var load = Machine.Load();
    // In this process: the generated project of the default toolchain would have to be built within this repository's
    // rules.
    var config = ManualConfig
        .CreateEmpty()
        .AddJob(jobs[arguments.GetValue(job)!].WithToolchain(InProcessEmitToolchain.Instance))
        .AddFilter(new GlobFilter([.. arguments.GetValue(filter)!]))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddLogger(ConsoleLogger.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .WithArtifactsPath("artifacts/parts")
        .WithOptions(ConfigOptions.JoinSummary);
    var rows = BenchmarkRunner.Run(typeof(Machine).Assembly, config).SelectMany(Report.Rows).ToList();
    if (rows.Count == 0)
    {
        return 1;
    }
    Console.WriteLine(Report.Save(arguments.GetValue(folder)!, rows, arguments.GetValue(job)!, load));
    return rows.Exists(r => r.Median is null) ? 1 : 0;
});
return command.Parse(args).Invoke();
