'@

$Rules = New-Object System.Collections.ArrayList
$Checks = New-Object System.Collections.ArrayList
foreach ($line in $Data.Replace("`r", '').Split("`n")) {
    $fields = $line.Split([char[]]'|', 2)
    if ($fields.Count -lt 2) { continue }
    switch ($fields[0]) {
        'run' { $Server, $Topology, $Own, $BindHead, $BindTail = $fields[1].Split('|') }
        'rule' { [void]$Rules.Add($fields[1]) }
        'check' { [void]$Checks.Add($fields[1].Split('|')) }
    }
}
if ($List) {
    foreach ($fields in $Checks) {
        $where = $fields[8]
        if ($where -eq '') { $where = $fields[7] }
        Write-Host ($fields[0] + ' (' + $where + ')')
    }
    exit 0
}

$started = Get-Utc
if ($Output -eq '') {
    $folder = Split-Path -Parent $MyInvocation.MyCommand.Definition
    $Output = Join-Path $folder ($Server + '-' + $started.Replace('-', '').Replace(':', '') + '.portolan-results')
}
if (-not [System.IO.Path]::IsPathRooted($Output)) { $Output = Join-Path (Get-Location).ProviderPath $Output }
# Known before anything is sent.
[System.IO.File]::WriteAllText($Output + '.part', '')
$Targets = New-Object System.Collections.ArrayList
$isWhole = $false
try {
    foreach ($fields in $Checks) {
        $Transport = $fields[2]
        $Port = [int]$fields[3]
        $Protocol = $fields[4]
        $TlsMode = $fields[5]
        $IsPublic = $fields[6] -eq '1'
        $ServerName = $fields[7]
        $First = $fields[9]
        $Second = $fields[10]
        $Visits = @($fields[11].Split([char[]]',', [System.StringSplitOptions]::RemoveEmptyEntries))
        $addresses = @($fields[8].Split([char[]]' ', [System.StringSplitOptions]::RemoveEmptyEntries))
        if ($Targets.Count -gt 0) { Start-Sleep -Milliseconds $PauseTime }
        [void]$Targets.Add((Invoke-Check $fields[0] $fields[1] $addresses))
        Write-Host ([string]$Targets.Count + ' of ' + $Checks.Count + ': ' + $fields[0] + ': ' + $Shown)
    }
    $isWhole = $true
} finally {
    # Ctrl+C as well: what was done is kept.
    $finished = ''
    if ($isWhole) { $finished = Get-Utc }
    Write-Results $Output $started $finished ([string[]]$Targets.ToArray())
}
exit 0
