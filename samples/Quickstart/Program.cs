// Trains a GAN and leaves a report, grids of samples, 1,000 samples as an array, the generator and a record of the run
// in --out.
using Gan.Monitoring;

return Options.Run(
    args,
    options =>
    {
        using var data = options.OpenData();
        using var signals = Interrupt.Listen();
        var gan = options
            .Gan(data) // new GanBuilder().WithData(data).WithDcgan().WithHinge(), or what the options say
            .AddCallback(new ConsoleProgress())
            .AddCallback(new SampleGridCallback(options.Folder))
            .AddCallback(new RunRecord(options.File("run.json")))
            .AddCallback(new HtmlReport(options.File("report.html")));
        using var trainer = gan.Build();
        if (trainer.Step > 0)
        {
            Console.WriteLine($"Going on after step {trainer.Step}, from {options.Checkpoints}");
        }
        options.Save(trainer, () => trainer.Train(cancellation: signals.Token));
        Console.WriteLine($"See {options.File("report.html")} and {options.File("grid.png")}");
    }
);
